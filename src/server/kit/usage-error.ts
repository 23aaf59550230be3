/** A command was called incorrectly. The message says what to do, so no stack trace is printed. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
