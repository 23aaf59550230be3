/** The arguments of an agent and the fields that the API must receive for them. Written by hand from the API's documentation. */
export interface WireCase {
  readonly tool: string;
  readonly apiFunction: string;
  readonly args: Record<string, unknown>;
  /** Form fields by their bracketed names; nothing else may be sent. */
  readonly form: Record<string, string>;
}
