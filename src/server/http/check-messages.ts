import { isObject } from "../kit/is-object.ts";
import type { Judge } from "./refusal.ts";

const INVALID_REQUEST = -32600;
/** In one request. Only an old revision has batches, and each message of a batch may write a line to the log. */
export const MAX_MESSAGES = 20;

/** Refuses a batch that cannot be served as a whole, before its first message runs. */
export const refuseMisshapenBatch: Judge = ({ body }) => {
  const problem = Array.isArray(body) ? findBatchProblem(body) : undefined;
  return problem === undefined
    ? undefined
    : { status: 400, code: INVALID_REQUEST, message: `${problem} Nothing was sent.` };
};

/** Why a batch cannot be served as a whole, if so. */
export function findBatchProblem(messages: readonly unknown[]): string | undefined {
  if (messages.length === 0) {
    return "The batch is empty: send at least one JSON-RPC message.";
  }
  if (messages.length > MAX_MESSAGES) {
    return `The batch has ${messages.length} messages: send at most ${MAX_MESSAGES} in one request.`;
  }
  const stray = messages.findIndex((message) => !isObject(message));
  if (stray >= 0) {
    return `Message ${stray + 1} of the batch is not an object: send JSON-RPC messages.`;
  }
  return findIdProblem(messages as readonly object[]);
}

/** The answers to two requests with the same id could not be told apart, and only one of them would be sent. */
function findIdProblem(messages: readonly { readonly id?: unknown; readonly method?: unknown }[]): string | undefined {
  const ids = messages.filter(({ id, method }) => id !== undefined && method !== undefined).map(({ id }) => id);
  return new Set(ids).size === ids.length
    ? undefined
    : "Two requests of the batch have the same id: give each one its own.";
}
