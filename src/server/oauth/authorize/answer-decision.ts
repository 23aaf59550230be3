import type { FastifyReply, FastifyRequest } from "fastify";
import { readersLanguage } from "../../kit/language.ts";
import { describeKeyProblem, type KeyProblem } from "../consent/key-problem.ts";
import { randomId } from "../ids.ts";
import { ACCESS_CHOICES, type Access } from "../scopes.ts";
import { sealCode } from "../tokens/code.ts";
import { withCode, withError } from "./answer-program.ts";
import { showConsent } from "./ask-person.ts";
import type { AuthorizeOptions } from "./authorize-options.ts";
import { isBrowser, keepBrowser, keepHandover } from "./browser-cookie.ts";
import { checkPastedKey } from "./check-pasted-key.ts";
import { type ConsentForm, openForm } from "./consent-form.ts";
import { startHandover } from "./handover.ts";
import { AuthorizeProblemError, leavingPage, type PageAnswer } from "./pages.ts";

/** A step of a person's decision. */
interface Step {
  readonly options: AuthorizeOptions;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly form: ConsentForm;
  readonly access: Access;
}

/** Carries out what a person has decided on the consent page. */
export async function answerDecision(
  options: AuthorizeOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PageAnswer> {
  const given = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const form = await readForm(options, request, given["request"]);
  const step = { options, request, reply, form, access: readAccess(form, given["access"]) };
  switch (given["decision"]) {
    case "key":
      return usePastedKey(step, given["api_key"]);
    case "digistore24":
      return goToDigistore24(step);
    case "cancel":
      return cancel(step);
    default:
      throw new AuthorizeProblemError("invalid-request", 400, "decision");
  }
}

/** The form counts only in the browser that got the page, and only if it was sent from the page. */
async function readForm(
  { seal, publicUrl }: AuthorizeOptions,
  request: FastifyRequest,
  sealed: unknown,
): Promise<ConsentForm> {
  const form = await openForm(seal, sealed);
  if (form === undefined) {
    throw new AuthorizeProblemError("form-expired", 400);
  }
  if (!isFromThisPage(request, publicUrl) || !isBrowser(request, form.browser)) {
    throw new AuthorizeProblemError("other-browser", 403);
  }
  return form;
}

/** Every browser that keeps `__Host-` cookies states at least one of these headers. */
function isFromThisPage({ headers }: FastifyRequest, publicUrl: string): boolean {
  const site = headers["sec-fetch-site"];
  return site === undefined ? headers.origin === publicUrl : site === "same-origin";
}

/** A program that asked for reading only gets no more, whatever the form says. */
function readAccess({ request }: ConsentForm, given: unknown): Access {
  const chosen = ACCESS_CHOICES.find((access) => access === given) ?? "read";
  return request.asksOnlyRead ? "read" : chosen;
}

async function usePastedKey(step: Step, entered: unknown): Promise<PageAnswer> {
  const { options, request, reply, form, access } = step;
  if (typeof entered !== "string" || entered.trim() === "") {
    return askAgain(step, "missing");
  }
  await countAttempt(step);
  const pasted = await checkPastedKey(options.client, entered, readersLanguage(request));
  if (pasted.state !== "good") {
    reply.refusedFor = pasted.state === "refused" ? "wrong_key" : null;
    return askAgain(step, KEY_PROBLEMS[pasted.state], pasted.detail);
  }
  if (pasted.isReadOnly && access !== "read") {
    return askAgain(step, "read-only");
  }
  const { number, hash } = options.identifyKey(pasted.key);
  const { program } = form.request;
  request.log.info({ program, access, key: `${number}#${hash}` }, "agent connected with a key");
  const content = { ...form.request, access, source: { key: pasted.key }, grant: randomId() };
  const target = withCode(options.publicUrl, form.request, await sealCode(options.seal, content));
  return leavingPage(request, { kind: "agreed", program, target });
}

/** Every attempt makes a call to Digistore24, in part with the operator's own key. */
async function countAttempt({ options, request, reply }: Step): Promise<void> {
  const wait = await options.countKeyCheck(request);
  if (wait !== undefined) {
    reply.header("retry-after", wait);
    throw new AuthorizeProblemError("too-many-requests", 429);
  }
}

const KEY_PROBLEMS = { misshapen: "not-a-key", refused: "refused", unknown: "unchecked", special: "special" } as const;

function askAgain({ options, request, reply, form, access }: Step, problem: KeyProblem, detail?: string) {
  // The form of the new page is good for as long as the first one was, so the cookie has to be too.
  keepBrowser(request, reply, form.browser);
  const text = describeKeyProblem(readersLanguage(request), problem, problem === "unchecked" ? undefined : detail);
  return showConsent(options, request, { form, chosen: access, problem: text });
}

async function goToDigistore24(step: Step): Promise<PageAnswer> {
  const { options, request, reply, form, access } = step;
  const { developerKey, publicUrl, client, seal } = options;
  if (developerKey === undefined) {
    throw new AuthorizeProblemError("invalid-request", 400, "decision");
  }
  await countAttempt(step);
  const handover = await startHandover({ publicUrl, developerKey, client, seal }, form.request, access);
  keepHandover(request, reply, handover.id, handover.sealed);
  return leavingPage(request, { kind: "handover", program: form.request.program, target: handover.url });
}

function cancel({ options, request, form }: Step): PageAnswer {
  const { program } = form.request;
  const target = withError(options.publicUrl, form.request, "access_denied", "The person did not agree.");
  return leavingPage(request, { kind: "cancelled", program, target });
}
