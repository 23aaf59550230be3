/** A mistake in how a command was called. Its message says what to do; it needs no stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
