/** The source cannot be used, and nothing was changed. The message is one line for the user. */
export class PullError extends Error {
  override readonly name = "PullError";
}
