import type { Store } from "../kit/store.ts";
import type { Form } from "./arguments.ts";
import type { SandboxKey } from "./keys.ts";
import type { Language } from "./refusal.ts";
import type { Clock } from "./time-arguments.ts";

/** One call of one function, after the key was checked. */
export interface Call {
  readonly functionName: string;
  readonly args: Form;
  readonly clock: Clock;
  readonly store: Store;
  readonly language: Language;
  /** Of the key: the number before its dash. */
  readonly account: number;
  readonly caller: Caller;
}

/** What few functions need: those that give out keys, end them, or keep something for one key alone. */
export interface Caller {
  readonly key: SandboxKey;
  /** Scheme, host and port under which the caller found the sandbox. */
  readonly origin: string;
}

/** Answers a call with the inside of `data`, or throws a Refusal. */
export type Handler = (call: Call) => unknown;

/** The functions of one area, by the API's own names. */
export type Handlers = Readonly<Record<string, Handler>>;
