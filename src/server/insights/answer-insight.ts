import type { AnswerItself } from "../call/call-tool.ts";
import type { Digistore24Client } from "../upstream/upstream-call.ts";
import { createShopReader } from "./reader/shop-reader.ts";

/** The time for one answer. Most clients wait for 60 seconds. */
export const MAX_MS = 55_000;

export interface InsightOptions {
  readonly client: Digistore24Client;
  /** For one call to the API. */
  readonly timeoutMs: number;
  /** Calls to the API for one answer. */
  readonly maxInsightCalls: number;
  /** For tests: milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

/** Answers the calls of the insights. What they need is loaded with the first call, because it would slow down every start. */
export function createInsightAnswers({ client, timeoutMs, maxInsightCalls, now }: InsightOptions): AnswerItself {
  return async ({ tool, apiKey, signal, onProgress }, args, reports) => {
    const { INSIGHT_ANSWERS } = await import("./insight-answers.ts");
    const answer = INSIGHT_ANSWERS[tool.definition.name];
    if (!answer) {
      throw new Error(`${tool.definition.name} has no answer`);
    }
    const bounds = { maxCalls: maxInsightCalls, maxMs: MAX_MS, timeoutMs };
    return answer(args, createShopReader({ client, apiKey, signal, onProgress, reports, bounds, now }));
  };
}
