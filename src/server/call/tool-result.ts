import type { CallToolResult } from "@modelcontextprotocol/server";
import { isObject } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { CallError, type CallErrorDetails, type ErrorKind } from "../kit/errors.ts";
import { hideCutKey, hideKey } from "../kit/hide-key.ts";
import { shortenText } from "../kit/shorten-text.ts";
import { type DataWithJson, withJson } from "../kit/with-json.ts";
import { type Cut, cutResult } from "./cut-result.ts";
import type { PersonalDataMask } from "./mask-personal-data.ts";

const MAX_MESSAGE_CHARS = 500;
const MAX_CUTS_NAMED = 5;

/**
 * The only place where an answer or an error becomes text for an agent. Only our own sentences and the API's `message`
 * field get through, never a page, header or stack, because error text can contain instructions for a model.
 */
export function toResult(
  tool: AnyToolDefinition,
  answer: DataWithJson,
  notes: readonly string[],
  maxChars: number,
): CallToolResult {
  const { data } = answer;
  const failure = failureInside(tool, data);
  const { shown, cuts } = cutTo(answer, maxChars);
  const sentences = [failure, ...notes, noteUnchanged(tool, data), ...describeCuts(cuts, tool)];
  const extra = sentences.filter((sentence) => sentence !== undefined).join(" ");
  return {
    content: [textBlock(shown.json), ...(extra === "" ? [] : [textBlock(extra)])],
    structuredContent: toStructured(shown.data),
    ...(failure === undefined ? {} : { isError: true }),
  };
}

function cutTo(answer: DataWithJson, maxChars: number): { shown: DataWithJson; cuts: readonly Cut[] } {
  if (answer.json.length <= maxChars) {
    return { shown: answer, cuts: [] };
  }
  const { data, cuts } = cutResult(answer.data, maxChars);
  return { shown: withJson(data), cuts };
}

/** Structured content has to be an object. */
function toStructured(data: unknown): Record<string, unknown> {
  if (Array.isArray(data)) {
    return { items: data };
  }
  return isObject(data) ? { ...data } : data === null || data === undefined ? {} : { value: data };
}

function textBlock(text: string): { type: "text"; text: string } {
  return { type: "text", text };
}

/** A write may fail inside a successful envelope: refundTransaction and others carry a status of their own. */
function failureInside({ access, name: tool }: AnyToolDefinition, data: unknown): string | undefined {
  if (access === "read" || !isObject(data)) {
    return undefined;
  }
  const field = ["status", "payment_status"].find((name) => ["error", "refused"].includes(String(data[name])));
  return field && `${tool} was not carried out: Digistore24 answered ${field} "${String(data[field])}".`;
}

function noteUnchanged({ access }: AnyToolDefinition, data: unknown): string | undefined {
  const isUnchanged = access === "write" && isObject(data) && (data["modified"] === "N" || data["is_modified"] === "N");
  return isUnchanged
    ? 'Nothing was changed (modified is "N"): the values were already the same, or the API did not know the fields.'
    : undefined;
}

/** A map of many objects can lose hundreds of members, and naming all of them would undo the cut. */
function describeCuts(cuts: readonly Cut[], tool: AnyToolDefinition): string[] {
  const unnamed = cuts.length - MAX_CUTS_NAMED;
  const named = cuts.slice(0, MAX_CUTS_NAMED).map((cut) => describeCut(cut, tool));
  return unnamed > 0 ? [...named, `${unnamed} more places were cut as well.`] : named;
}

function describeCut({ place, kept, total }: Cut, { inputSchema, isList }: AnyToolDefinition): string {
  const what = place === "" ? "the list" : place;
  const left =
    total === 1
      ? `${what} was left out because it is too large.`
      : `Only ${kept} of ${total} items of ${what} are shown.`;
  // Pages divide the outermost list. They do not make a list inside one item shorter.
  const isPaged = "page_size" in inputSchema.properties && !/[.[]/.test(place);
  const paging = isPaged && kept > 0 ? `page_size ${kept} with page_no 1, 2, …` : undefined;
  const ways = [paging, isList ? "_fields to get fewer fields" : undefined].filter((way) => way !== undefined);
  return ways.length === 0 ? left : `${left} For the rest use ${ways.join(", or ")}.`;
}

const ADVICE: Readonly<Record<ErrorKind, string>> = {
  input: "Correct the arguments and call again.",
  key: "Check that the API key in the client's configuration is complete and active in Digistore24 (Settings > Account access > API keys).",
  permission: "The API key has too few rights: reading needs read access, changing needs a key with full access.",
  not_found: "Check the id with the matching list tool.",
  refused: "Read the message, correct what it names, and call again only then.",
  rate_limited: "Wait before calling again.",
  cancelled: "Call again if the answer is still wanted.",
  busy: "Make fewer calls at once.",
  operator: "Tell the user: only the operator of this server can fix it, and calling again before that does not help.",
  upstream_down: "Try again later; status.digistore24.com shows known outages.",
  timeout: "Ask for less (a shorter period, a smaller page) or try again later.",
};

export interface FailedCall {
  readonly requestId: string;
  readonly apiKey: string;
  /** Whether a request was sent to the API. */
  readonly wasSent: boolean;
}

/** An error as a result that the agent can act on. Any error but a CallError is our defect and becomes a fixed sentence. */
export function toErrorResult(
  tool: AnyToolDefinition,
  error: unknown,
  { requestId, apiKey, wasSent }: FailedCall,
  personalData?: PersonalDataMask,
): CallToolResult {
  const text =
    error instanceof CallError
      ? describeError(tool, error)
      : `${tool.name} failed inside this server, request ${requestId}. The operator can find the cause in the log under this id.${outcome(tool, wasSent)}`;
  // The text could repeat a key that the agent sent as an argument, and the API's message can contain a buyer's name.
  const shown = personalData ? String(personalData.mask(text)) : text;
  return { content: [textBlock(hideCutKey(hideKey(shown, apiKey), apiKey))], isError: true };
}

function describeError(tool: AnyToolDefinition, { kind, message, details }: CallError): string {
  const code = details.vendorCode === undefined ? "" : ` (code ${details.vendorCode})`;
  const said = details.vendorMessage ? `: "${shorten(details.vendorMessage)}"` : "";
  const wait =
    details.retryAfterSeconds === undefined ? "" : ` Digistore24 asks to wait ${details.retryAfterSeconds} seconds.`;
  // "Try again" would be wrong if a write may have been carried out.
  return `${tool.name}: ${message}${code}${said}.${wait} ${mayHaveHappened(tool, details) ? outcome(tool, true).trim() : (details.advice ?? ADVICE[kind])}`;
}

/** Whether a write was sent but not answered. */
export function mayHaveHappened({ access }: AnyToolDefinition, { wasSent, vendorMessage }: CallErrorDetails): boolean {
  return access === "write" && wasSent === true && vendorMessage === undefined;
}

function outcome({ access, shownBy }: AnyToolDefinition, wasSent: boolean): string {
  if (access === "read" || !wasSent) {
    return "";
  }
  const check =
    shownBy === undefined ? "No function shows it: ask a person to look in Digistore24" : `Look with ${shownBy}`;
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
