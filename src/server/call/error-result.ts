import type { CallToolResult } from "@modelcontextprotocol/server";
import { describeNeededRight } from "../contract/needed-right.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { CallError, type CallErrorDetails, type ErrorKind } from "../kit/errors.ts";
import { hideCutKey, hideKey } from "../kit/hide-key.ts";
import { shortenText } from "../kit/shorten-text.ts";
import { INTERNAL_ERROR_CODE } from "../upstream/vendor-codes.ts";
import type { PersonalDataMask } from "./mask-personal-data.ts";
import { textResult } from "./text-result.ts";

export const MAX_MESSAGE_CHARS = 500;
const FIRST_SERVER_ERROR = 500;

/** For `permission` the advice depends on the tool. */
const ADVICE: Readonly<Record<Exclude<ErrorKind, "permission">, string>> = {
  input: "Correct the arguments and call again.",
  key: "Check that the API key in the client's configuration is complete and active in Digistore24 (Settings > Account access > API keys).",
  not_found: "Check the id with the matching list tool.",
  refused: "Read the message: correct what it names, or wait if it says so, and call again only then.",
  rate_limited: "Wait before calling again.",
  cancelled: "Call again if the answer is still needed.",
  busy: "Make fewer calls at once.",
  operator: "Tell the user: only the operator of this server can fix it, and calling again before that does not help.",
  upstream_down: "Try again later; status.digistore24.com shows known outages.",
  timeout: "Ask for less (a shorter period, a smaller page) or try again later.",
};

const WITHOUT_REASON =
  "Digistore24 gave no reason: check the arguments before you call again, because the same call will probably be refused again.";

/** A key in a token is in no configuration that the user could change. */
const CONNECT_AGAIN = "The user has to connect this agent to the server again";

interface FailedCall {
  readonly requestId: string;
  readonly apiKey: string;
  readonly isByToken?: boolean;
  /** Whether a request was sent to the API. */
  readonly wasSent: boolean;
}

/** An error as a result that the agent can act on. Any error but a CallError is our defect and becomes a fixed sentence. */
export function toErrorResult(
  tool: AnyToolDefinition,
  error: unknown,
  { requestId, apiKey, isByToken, wasSent }: FailedCall,
  personalData?: PersonalDataMask,
): CallToolResult {
  const text =
    error instanceof CallError
      ? describeError(tool, error, isByToken)
      : `${tool.name} failed inside this server, request ${requestId}. The operator can find the cause in the log under this id.${outcome(tool, wasSent)}`;
  // The text could repeat a key that the agent sent as an argument, and the API's message can contain a buyer's name.
  const shown = personalData ? String(personalData.mask(text)) : text;
  return textResult(hideCutKey(hideKey(shown, apiKey), apiKey), { isError: true });
}

function describeError(tool: AnyToolDefinition, { kind, message, details }: CallError, isByToken = false): string {
  const code = details.vendorCode === undefined ? "" : ` (code ${details.vendorCode})`;
  const reason = shorten(details.vendorMessage ?? "");
  const said = reason === "" ? "" : `: "${reason}"`;
  const wait =
    details.retryAfterSeconds === undefined
      ? ""
      : ` Digistore24 asks you to wait ${details.retryAfterSeconds} seconds.`;
  // "Try again" would be wrong if a write may have been carried out.
  const next = mayHaveHappened(tool, details)
    ? outcome(tool, true).trim()
    : adviceFor(tool, { kind, details, reason, isByToken });
  return `${tool.name}: ${message}${code}${said}.${wait} ${next}`;
}

interface Refused {
  readonly kind: ErrorKind;
  readonly details: CallErrorDetails;
  /** The API's message as it is shown, empty without one. */
  readonly reason: string;
  readonly isByToken: boolean;
}

function adviceFor(tool: AnyToolDefinition, { kind, details: { advice }, reason, isByToken }: Refused): string {
  if (isByToken && kind === "key") {
    return `${CONNECT_AGAIN}: its key was deleted or switched off.`;
  }
  if (advice !== undefined) {
    return advice;
  }
  if (kind === "permission") {
    const needed = `The API key has too few rights: ${describeNeededRight(tool)}.`;
    return isByToken ? `${needed} ${CONNECT_AGAIN} to give it another key.` : needed;
  }
  if (kind === "refused" && reason === "") {
    return WITHOUT_REASON;
  }
  // The API gives the code of a wrong argument to other refusals too, such as a charge that comes too soon.
  return ADVICE[kind === "input" && reason !== "" ? "refused" : kind];
}

/** Whether a write was sent, and either not answered or answered by an API that failed itself. */
export function mayHaveHappened(
  { access }: AnyToolDefinition,
  { wasSent, vendorMessage, vendorCode, status = 0 }: CallErrorDetails,
): boolean {
  const isRefusal = vendorMessage !== undefined && vendorCode !== INTERNAL_ERROR_CODE && status < FIRST_SERVER_ERROR;
  return access === "write" && wasSent === true && !isRefusal;
}

function outcome({ access, shownBy }: AnyToolDefinition, wasSent: boolean): string {
  if (access === "read" || !wasSent) {
    return "";
  }
  const check =
    shownBy === undefined ? "No function shows it: ask a person to look in Digistore24" : `Check with ${shownBy}`;
  return ` It may have been carried out anyway. ${check} before you call it again.`;
}

/** One line without markup. The text is also cut first, to limit the work of the regular expressions. */
function shorten(text: string): string {
  const plain = shortenText(text, 4 * MAX_MESSAGE_CHARS, "").replace(/<\/?[a-z][^>]*>/gi, " ");
  const line = plain
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[.\s]+$/, "");
  return shortenText(line, MAX_MESSAGE_CHARS);
}
