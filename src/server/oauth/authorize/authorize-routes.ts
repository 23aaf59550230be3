import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { OAuthRefusal } from "../oauth-refusal.ts";
import { answerDecision } from "./answer-decision.ts";
import { withError } from "./answer-program.ts";
import { askPerson } from "./ask-person.ts";
import { RedirectedRefusal } from "./authorization-request.ts";
import type { AuthorizeOptions } from "./authorize-options.ts";
import { takeHandover } from "./browser-cookie.ts";
import { CANCEL_PATH, HandoverError, handoverIdOf, RETURN_PATH } from "./handover.ts";
import { type Answer, AuthorizeProblemError, problemPage, sendAnswer } from "./pages.ts";
import { returnFromHandover } from "./return-from-handover.ts";

const MAX_BODY_BYTES = 32 * 1024;
const TOO_MANY_REQUESTS = 429;
const FIRST_SERVER_ERROR = 500;
const BAD_GATEWAY = 502;

/** The pages on which a person decides about a program's request. */
export async function authorizeRoutes(scope: FastifyInstance, options: AuthorizeOptions): Promise<void> {
  scope.removeAllContentTypeParsers();
  await scope.register(formbody, { bodyLimit: MAX_BODY_BYTES });
  await scope.register(cookie);
  scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof OAuthRefusal && error.details.retryAfterSeconds !== undefined) {
      reply.header("retry-after", error.details.retryAfterSeconds);
    }
    return sendAnswer(reply, toAnswer(options, error, request));
  });
  scope.get("/authorize", async (request, reply) => sendAnswer(reply, await askPerson(options, request, reply)));
  scope.post("/authorize", async (request, reply) => sendAnswer(reply, await answerDecision(options, request, reply)));
  for (const isCancelled of [false, true]) {
    const url = `${isCancelled ? CANCEL_PATH : RETURN_PATH}/:proof`;
    scope.get<{ Params: { proof: string } }>(url, async (request, reply) => {
      const { proof } = request.params;
      const id = isCancelled ? proof : handoverIdOf(proof);
      const sealed = takeHandover(request, reply, id);
      return sendAnswer(reply, await returnFromHandover(options, request, { id, sealed, isCancelled }));
    });
  }
}

function toAnswer(
  { publicUrl }: AuthorizeOptions,
  error: Error & { statusCode?: number },
  request: FastifyRequest,
): Answer {
  if (error instanceof RedirectedRefusal) {
    return { target: withError(publicUrl, error, error.error, error.message) };
  }
  const problem = toProblem(error);
  if (problem.status >= FIRST_SERVER_ERROR) {
    request.log.error({ err: error.cause ?? error }, "authorization failed");
  }
  return problemPage(request, problem);
}

function toProblem(error: Error & { statusCode?: number }): AuthorizeProblemError {
  if (error instanceof AuthorizeProblemError) {
    return error;
  }
  if (error instanceof HandoverError && error.isBusy) {
    return new AuthorizeProblemError("too-many-requests", TOO_MANY_REQUESTS);
  }
  if (error instanceof HandoverError) {
    return new AuthorizeProblemError(
      error.isRefused ? "developer-key-refused" : "digistore24-unreachable",
      BAD_GATEWAY,
    );
  }
  if (error instanceof OAuthRefusal && error.details.status === TOO_MANY_REQUESTS) {
    return new AuthorizeProblemError("too-many-requests", TOO_MANY_REQUESTS);
  }
  return new AuthorizeProblemError("invalid-request", error.statusCode ?? FIRST_SERVER_ERROR);
}
