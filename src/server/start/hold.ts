import type { CallEnd, CheckedCall, Hold } from "../call/call.ts";
import type { PersonalDataMask } from "../call/mask-personal-data.ts";
import type { Read } from "../confirm/facts/facts.ts";
import { createGuard } from "../confirm/guard.ts";
import { createMoneyLimit } from "../confirm/money-limit.ts";
import { createSeal } from "../confirm/seal.ts";
import { createSharedConfirmations } from "../confirm/shared-confirmations.ts";
import { createOwnConfirmations } from "../confirm/used-confirmations.ts";
import type { ToolRegistry } from "../contract/tool-registry.ts";
import type { SharedRedis } from "../kit/shared-redis.ts";
import type { Arguments } from "../upstream/form-encoding.ts";
import type { Digistore24Client } from "../upstream/upstream-call.ts";
import type { Config } from "./config/config.ts";

export interface HoldOptions {
  readonly config: Config;
  readonly registry: ToolRegistry;
  readonly redis?: SharedRedis | undefined;
  /** That of the answers, so that a question has the same placeholders. */
  readonly mask: PersonalDataMask | undefined;
}

/** The guard as the configuration wants it. */
export function createHold({ config, registry, redis, mask }: HoldOptions, client: Digistore24Client): Hold {
  const seal = createSeal(config.keyHashSecret);
  const readOf = reader(registry, client, config.timeoutMs);
  return createGuard({
    level: config.confirm,
    language: config.confirmLanguage,
    seal,
    used: redis ? createSharedConfirmations<CallEnd>(redis, seal) : createOwnConfirmations<CallEnd>(),
    registry,
    limit: createMoneyLimit(config.moneyLimit, redis),
    readerFor: (held) => async (functionName, args) => {
      const answer = await readOf(held)(functionName, args);
      return mask ? mask.mask(answer) : answer;
    },
  });
}

/** Reads with the key of a call, through the same client and its bounds. */
function reader(registry: ToolRegistry, client: Digistore24Client, timeoutMs: number): (held: CheckedCall) => Read {
  const byFunction = new Map([...registry.values()].map(({ definition }) => [definition.functionName, definition]));
  return ({ call: { apiKey, signal }, onRead }) =>
    async (functionName, args) => {
      const definition = byFunction.get(functionName);
      if (definition?.access !== "read" || definition.path === undefined) {
        throw new Error(`${functionName} is not a read of this server`);
      }
      return client.call({
        path: definition.path,
        args: args as Arguments,
        apiKey,
        timeoutMs,
        isRead: true,
        signal,
        onRequest: onRead(functionName),
      });
    };
}
