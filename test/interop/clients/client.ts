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
  /** Its version is the one that the page names. */
  readonly packageName: string;
  connect(surroundings: Surroundings): Promise<Connection>;
}

export interface Connection {
  /** The tools as it offers them to the model, under its own names. */
  listTools(): Promise<readonly string[]>;
  /** The text that the model reads after the call. */
  readResult(call: ToolCall): Promise<string>;
  close(): Promise<void>;
}
