import type { Store } from "../kit/store.ts";
import type { Form } from "./arguments.ts";
import type { SandboxKey } from "./keys.ts";
import type { Language } from "./refusal.ts";
import type { Clock } from "./time-arguments.ts";

/** One call of one function, after its key was checked. */
export interface Call {
  readonly functionName: string;
  readonly args: Form;
  readonly clock: Clock;
  readonly store: Store;
  readonly language: Language;
  /** The number before the dash of the key. */
  readonly account: number;
  readonly caller: Caller;
  readonly handOver: HandOver;
}

/** The caller, for functions that grant or end keys or that keep something per key. */
interface Caller {
  readonly key: SandboxKey;
  /** Scheme, host and port at which the caller reached the sandbox. */
  readonly origin: string;
}

/** How requestApiKey and retrieveApiKey differ from the real ones, for a demo on one machine and for tests. */
export interface HandOver {
  /** Whether an application on this machine may ask for a key, over http. */
  readonly acceptsLoopback: boolean;
  /** The state that a fault reports instead of the real one. */
  readonly faultyStatus?: "pending" | "aborted" | undefined;
}

/** Returns the content of `data`, or throws a Refusal. */
type Handler = (call: Call) => unknown;

/** Handlers by the API's own function names. */
export type Handlers = Readonly<Record<string, Handler>>;
