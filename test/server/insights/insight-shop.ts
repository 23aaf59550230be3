import type { Store } from "../../../src/sandbox/kit/store.ts";
import { buildStore } from "../../../src/sandbox/seed/build-store.ts";
import { DEFAULT_SEED } from "../../../src/sandbox/seed/defaults.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../../support/sandbox.ts";
import { openTestApp } from "../../support/test-app.ts";

export const NOW = new Date("2026-11-29T06:00:00Z");

/** A shop with an endpoint in front of it, both at the same time of a fixed clock. */
export interface InsightShop {
  readonly sandbox: RunningSandbox;
  /** What the shop holds, to compute the same numbers in another way. */
  readonly store: Store;
  /** The JSON of an answer. An error fails the test. */
  ask(tool: string, args?: object, key?: string): Promise<Answer>;
  /** The text of an error. */
  fail(tool: string, args?: object, key?: string): Promise<string>;
  close(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read into answers of every shape
export type Answer = Readonly<Record<string, any>>;

interface InsightShopOptions {
  readonly now?: Date;
  readonly seed?: number;
  readonly env?: Record<string, string>;
}

export async function openInsightShop({
  now = NOW,
  seed = DEFAULT_SEED,
  env = {},
}: InsightShopOptions = {}): Promise<InsightShop> {
  const sandbox = await startSandbox({ now: () => now, seed });
  const app = openTestApp({ DIGISTORE24_API_URL: sandbox.apiUrl, ...env }, { now: () => now.getTime() });
  return {
    sandbox,
    store: buildStore({ now: now.getTime(), seed, scale: "small" }),
    ask: async (tool, args = {}, key = FULL_KEY) => {
      const { answer, text } = await app.callTool(tool, args, key);
      if (!answer) {
        throw new Error(text);
      }
      return answer;
    },
    fail: async (tool, args = {}, key = FULL_KEY) => {
      const { text, isError } = await app.callTool(tool, args, key);
      if (!isError) {
        throw new Error(`an error was expected: ${text}`);
      }
      return text;
    },
    close: async () => {
      await app.app.close();
      await sandbox.close();
    },
  };
}
