import type { MockModel } from "../model/mock-model.ts";

export interface ToolCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface Surroundings {
  readonly endpointUrl: string;
  readonly apiKey: string;
  readonly model: MockModel;
  /** A folder of its own, for the files that a program reads and writes. */
  readonly folder: string;
}

/** A library or program that hands results of ours to a model. */
export interface Client {
  readonly name: string;
  /** Those that decide what the model sees, the one that talks to us first. */
  readonly packages: readonly string[];
  connect(surroundings: Surroundings): Promise<Connection>;
}

export interface Connection {
  /** The tools as it offers them to the model, under its own names. */
  listTools(): Promise<readonly string[]>;
  readResult(call: ToolCall): Promise<Shown>;
  close(): Promise<void>;
}

/** A result as the model sees it. */
export interface Shown {
  readonly text: string;
  /** The way on which the text reaches the model. */
  readonly through: string;
}
