import { isObject } from "../kit/is-object.ts";
import type { Judge } from "./refusal.ts";

const INVALID_REQUEST = -32600;
/** Of one request. Only an old revision has batches at all, and each message of one may write a line into the log. */
const MAX_MESSAGES = 20;
/** Deeper than any argument of the API, and shallow enough for everything that walks through a message. */
const MAX_DEPTH = 64;
/** Members and items in all: normalising and checking arguments takes its time for each of them. */
const MAX_VALUES = 10_000;

/** Refuses what cannot be served as a whole, before anything looks into it. */
export const refuseMisshapenBody: Judge = ({ body }) => {
  const problem = Array.isArray(body) ? problemOfBatch(body) : problemOfSize(body);
  return problem === undefined
    ? undefined
    : { status: 400, code: INVALID_REQUEST, message: `${problem} Nothing was sent.` };
};

function problemOfBatch(messages: readonly unknown[]): string | undefined {
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
  return problemOfIds(messages as readonly object[]) ?? problemOfSize(messages);
}

/** The answers to two requests with one id could not be told apart, and only one of them would be sent. */
function problemOfIds(messages: readonly { readonly id?: unknown; readonly method?: unknown }[]): string | undefined {
  const ids = messages.filter(({ id, method }) => id !== undefined && method !== undefined).map(({ id }) => id);
  return new Set(ids).size === ids.length
    ? undefined
    : "Two requests of the batch have the same id: give each one its own.";
}

/** Level by level: recursion would end where the stack does. */
function problemOfSize(body: unknown): string | undefined {
  let level = [body].filter(isNested);
  let count = 0;
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      return `The body is nested more than ${MAX_DEPTH} levels deep: send flatter arguments.`;
    }
    const values: unknown[] = [];
    for (const nested of level) {
      const inside = Object.values(nested);
      count += inside.length;
      if (count > MAX_VALUES) {
        return `The body holds more than ${MAX_VALUES} values: send less in one request.`;
      }
      values.push(...inside);
    }
    level = values.filter(isNested);
  }
  return undefined;
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
