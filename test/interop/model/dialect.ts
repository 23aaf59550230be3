/** One provider's API, as far as a model that makes one call needs it. */
export interface Dialect {
  readonly title: string;
  /** The end of the path that requests are sent to. */
  readonly path: RegExp;
  toolNames(request: ModelRequest): readonly string[];
  /** The text of the tool's result that the request brings, if it brings one. */
  resultOf(request: ModelRequest): string | undefined;
  /** The answer that calls a tool, or that first does what the client wants before the call. */
  callOf(toolName: string, args: object, request: ModelRequest): object;
  /** The answer that ends the conversation. */
  endOf(text: string): object;
  /** An answer as the events of a stream. */
  eventsOf(answer: object): readonly (object | "[DONE]")[];
}

// biome-ignore lint/suspicious/noExplicitAny: the bodies of several providers, read where they are known
export type ModelRequest = any;

interface Part {
  readonly text?: string;
}

/** A message's content as the model reads it: plain text, or parts of which some are text. */
export function textOf(content: string | readonly Part[]): string {
  if (typeof content === "string") {
    return content;
  }
  return content.map((part) => part.text ?? JSON.stringify(part)).join("\n");
}
