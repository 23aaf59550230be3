import { z } from "zod";
import { createRandom, type Random } from "../kit/random.ts";
import type { FunctionRegistry } from "./function-registry.ts";
import { refuseUnknownFunctions } from "./unknown-functions.ts";

/** The kinds of faults. Callers cannot see whether the function was carried out. */
export const FAULT_KINDS = [
  "status-500",
  "status-429",
  "bad-gateway",
  "busy-code",
  "reset-before",
  "silence",
  "reset-after",
  "truncated",
  "large",
  "wrong-type",
  "gzip",
  "slow-drip",
  "key-pending",
  "key-aborted",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export const NOT_CARRIED_OUT = new Set<FaultKind>([
  "status-500",
  "status-429",
  "bad-gateway",
  "busy-code",
  "reset-before",
  "silence",
]);

/** The functions that a kind can affect, if not all. */
export const CONCERNED: Partial<Record<FaultKind, string>> = {
  "key-pending": "retrieveApiKey",
  "key-aborted": "retrieveApiKey",
};

const fault = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  /** The functions affected; all by default. */
  functions: z.array(z.string()).optional(),
  /** The number of calls affected; unlimited by default. */
  times: z.int().min(1).optional(),
  /** The share of calls affected, from 0 to 1; all by default. */
  rate: z.number().min(0).max(1).default(1),
  /** Seconds, in the Retry-After of `status-429`. */
  retry_after: z.int().min(0).default(1),
});
const faultList = z.array(fault).max(100);

export type Fault = z.output<typeof fault>;

/** The active faults, and a count of the calls. */
export interface FaultSwitch {
  /** Replaces all faults. Throws an error that says what is wrong if the list is invalid. */
  set(faults: unknown): readonly Fault[];
  list(): readonly Fault[];
  /** Counts a call and returns its fault, if any. */
  take(functionName: string): Fault | undefined;
  /** Calls by function since the start or the last reset, including failed ones. */
  requests(): Readonly<Record<string, number>>;
  /** Clears the faults and the count. */
  reset(): void;
}

export function createFaultSwitch(seed: number, registry: FunctionRegistry): FaultSwitch {
  let active: { readonly fault: Fault; left: number }[] = [];
  let random: Random = createRandom(seed);
  const counts = new Map<string, number>();
  return {
    set: (faults) => {
      const wanted = faultList.parse(faults, { reportInput: true });
      refuseUnknownFunctions(wanted, registry);
      active = wanted.map((entry) => ({ fault: entry, left: entry.times ?? Number.POSITIVE_INFINITY }));
      // Restarted, so that the same calls fail in every run.
      random = createRandom(seed);
      return active.map((entry) => entry.fault);
    },
    list: () => active.filter(({ left }) => left > 0).map((entry) => entry.fault),
    take: (functionName) => {
      counts.set(functionName, (counts.get(functionName) ?? 0) + 1);
      const hit = active.find(
        ({ fault: { kind, functions, rate }, left }) =>
          left > 0 &&
          (CONCERNED[kind] ?? functionName) === functionName &&
          (functions?.includes(functionName) ?? true) &&
          random() < rate,
      );
      if (hit) {
        hit.left--;
      }
      return hit?.fault;
    },
    requests: () => Object.fromEntries(counts),
    reset: () => {
      active = [];
      counts.clear();
    },
  };
}

export function isCarriedOut({ kind }: Fault): boolean {
  return !NOT_CARRIED_OUT.has(kind);
}
