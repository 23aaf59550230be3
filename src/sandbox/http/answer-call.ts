import type { FastifyReply, FastifyRequest } from "fastify";
import { grantedKey } from "../account/granted-keys.ts";
import type { Store } from "../kit/store.ts";
import type { Shop } from "../seed/open-shop.ts";
import { type Form, textOf } from "../wire/arguments.ts";
import type { HandOver } from "../wire/call.ts";
import { errorEnvelope, internalRefusal, successEnvelope } from "../wire/envelope.ts";
import { readSandboxKey, type SandboxKey } from "../wire/keys.ts";
import { type Language, REFUSAL_CODE, Refusal, unknownFunction } from "../wire/refusal.ts";
import { API_ROOT, functionOf } from "./addresses.ts";
import { argumentsOf } from "./call-arguments.ts";
import type { Fault } from "./faults.ts";
import type { FunctionRegistry } from "./function-registry.ts";
import { callFunction } from "./functions.ts";
import { answerOutsideApi } from "./unknown-address.ts";

const KEY_HEADER = "x-ds-api-key";
const HTTP_NOT_FOUND = 404;

/** The parts needed to answer a call. */
interface Parts {
  readonly shop: Shop;
  readonly registry: FunctionRegistry;
  readonly acceptsLoopback: boolean;
  readonly publicUrl: string | undefined;
}

export function answerCall(request: FastifyRequest, reply: FastifyReply, parts: Parts): FastifyReply {
  const { shop, registry, acceptsLoopback, publicUrl } = parts;
  const [store, now] = [shop.store(), shop.now()];
  const args = argumentsOf(request, registry);
  const language = languageOf(args);
  const startedMs = performance.now();
  const timing = () => ({ now, elapsedMs: performance.now() - startedMs });
  try {
    const key = readKey(request, store);
    const caller = { key, origin: publicUrl ?? `${request.protocol}://${request.host}` };
    const clock = { now, accountStart: store.account.startedAt };
    const functionName = functionOf(request) ?? "";
    const handOver = { acceptsLoopback, faultyStatus: faultyStatusOf(request.fault) };
    const call = { functionName, args, clock, store, language, account: key.account, caller, handOver };
    const data = callFunction(call, registry);
    return reply.send(successEnvelope(data, timing()));
  } catch (error) {
    if (error instanceof Refusal) {
      return reply.code(error.status).send(errorEnvelope(error, language, timing()));
    }
    request.log.error({ err: error }, "defect of the sandbox");
    return reply.send(errorEnvelope(internalRefusal(), language, timing()));
  }
}

function faultyStatusOf(fault: Fault | undefined): HandOver["faultyStatus"] {
  switch (fault?.kind) {
    case "key-pending":
      return "pending";
    case "key-aborted":
      return "aborted";
    default:
      return undefined;
  }
}

/** The account is German, so messages are German unless a call asks for English. */
function languageOf(args: Form): Language {
  return textOf(args, "language") === "en" ? "en" : "de";
}

/** An unknown address inside the API is refused as an unknown function. */
export function answerUnknownAddress(
  request: FastifyRequest,
  reply: FastifyReply,
  { shop, registry }: Pick<Parts, "shop" | "registry">,
): FastifyReply {
  if (!request.url.startsWith(API_ROOT)) {
    return answerOutsideApi(request, reply);
  }
  const timing = { now: shop.now(), elapsedMs: 0 };
  return reply
    .code(HTTP_NOT_FOUND)
    .send(errorEnvelope(unknownFunction(), languageOf(argumentsOf(request, registry)), timing));
}

function readKey({ headers }: FastifyRequest, store: Store): SandboxKey {
  const text = headers[KEY_HEADER];
  if (typeof text !== "string" || text === "") {
    throw new Refusal(REFUSAL_CODE.key, { de: "Kein API-Schlüssel angegeben.", en: "No API key given." });
  }
  const key = readSandboxKey(text) ?? grantedKey(store, text);
  if (key === undefined) {
    throw new Refusal(REFUSAL_CODE.key, { de: "Der API-Schlüssel ist ungültig.", en: "The API key is invalid." });
  }
  return key;
}
