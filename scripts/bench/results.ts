import type { Machine } from "./machine.ts";
import type { Confirmations } from "./measure-confirm.ts";
import type { Hostile } from "./measure-hostile.ts";
import type { Insight } from "./measure-insights.ts";
import type { Memory } from "./measure-memory.ts";
import type { ListSize } from "./measure-scripts.ts";
import type { Start } from "./measure-start.ts";
import type { Measured } from "./run-in-turns.ts";

/** Everything one bench has measured; a part that was not asked for is empty. */
export interface Results {
  readonly machine: Machine;
  /** The method of measurement, which a reader has to know to judge the numbers. */
  readonly conditions: readonly string[];
  readonly throughput: readonly Measured[];
  /** The same calls with an API key and with an access token. */
  readonly oauth: readonly Measured[];
  readonly confirmations: readonly Confirmations[];
  readonly starts: readonly Start[];
  readonly memory: readonly Memory[];
  readonly hostile: readonly Hostile[];
  readonly insights: readonly Insight[];
  readonly lists: readonly ListSize[];
  readonly regenSeconds: readonly number[];
}
