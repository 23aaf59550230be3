import formbody from "@fastify/formbody";
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  fastify,
} from "fastify";
import qs from "qs";
import { consentRoutes } from "../account/consent-routes.ts";
import { DEFAULT_SEED, type Scale } from "../seed/defaults.ts";
import { openShop } from "../seed/open-shop.ts";
import { addressesOf, functionOf } from "./addresses.ts";
import { answerCall, answerUnknownAddress } from "./answer-call.ts";
import { assetRoutes } from "./asset-routes.ts";
import { checkoutRoutes } from "./checkout-routes.ts";
import { controlRoutes } from "./control-routes.ts";
import { faultHooks } from "./fault-hooks.ts";
import { createFaultSwitch } from "./faults.ts";
import type { FunctionRegistry } from "./function-registry.ts";

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const HTTP_LENGTH_REQUIRED = 411;
/**
 * The depth of brackets and length of forms, beyond which the parser drops fields silently. Numbers in brackets stay
 * names, as in PHP: as indexes they would be renumbered, and `data[approval_status][3]` lost.
 */
const FORM_OPTIONS = { depth: 20, parameterLimit: 20_000, parseArrays: false };
/** The method does not select anything: every function answers all methods that clients are known to send. */
const METHODS = ["GET", "POST", "PUT", "DELETE"];

export interface SandboxOptions {
  /** The functions to serve. */
  readonly registry: FunctionRegistry;
  /** The server's clock. The seeded history ends at its time. */
  readonly now?: () => Date;
  /** The same seed and time give the same data. */
  readonly seed?: number;
  readonly scale?: Scale;
  /** Whether strangers' texts in the shop hold instructions to an agent. */
  readonly hasPlantedNotes?: boolean;
  /** Whether an application on this machine may ask for a key, over http. */
  readonly acceptsLoopback?: boolean;
  /** Where people reach the order and consent pages, without a path, if that is not where the API is called. */
  readonly publicUrl?: string | undefined;
  readonly logger?: FastifyServerOptions["logger"];
}

/** An in-memory stand-in for the Digistore24 API, not yet listening. Reads no environment and touches no process. */
export function buildSandbox({
  registry,
  now = () => new Date(),
  seed = DEFAULT_SEED,
  scale = "small",
  hasPlantedNotes = false,
  acceptsLoopback = false,
  publicUrl,
  logger = false,
}: SandboxOptions): FastifyInstance {
  const shop = openShop({ seed, scale, hasPlantedNotes }, now);
  const faults = createFaultSwitch(seed, registry);
  const app = fastify({
    logger,
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    routerOptions: { querystringParser: parseForm },
  });
  app.removeAllContentTypeParsers();
  app.register(formbody, { parser: parseForm, bodyLimit: MAX_BODY_BYTES });
  // Only forms are read. Any other body counts as no arguments.
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, _body, done) => done(null, undefined));
  app.addHook("onRequest", refuseWithoutLength);
  faultHooks(app, faults);
  app.register((scope) => controlRoutes(scope, faults, shop));
  assetRoutes(app);
  consentRoutes(app, shop.store);
  checkoutRoutes(app, shop);
  for (const { url, config } of addressesOf(registry)) {
    app.route({
      method: METHODS,
      url,
      config,
      handler: (request, reply) => answerCall(request, reply, { shop, registry, acceptsLoopback, publicUrl }),
    });
  }
  app.setNotFoundHandler((request, reply) => answerUnknownAddress(request, reply, { shop, registry }));
  return app;
}

function parseForm(text: string): Record<string, unknown> {
  return qs.parse(text, FORM_OPTIONS);
}

/** The web server in front of the API requires the length of every POST, even if it is zero. */
async function refuseWithoutLength(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const { headers, method } = request;
  const isCall = functionOf(request) !== undefined;
  const hasLength = headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
  if (!isCall || method !== "POST" || hasLength) {
    return undefined;
  }
  return reply
    .code(HTTP_LENGTH_REQUIRED)
    .type("text/html")
    .send("<html><body><h1>411 Length Required</h1></body></html>");
}
