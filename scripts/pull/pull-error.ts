/** The source cannot be used, and nothing was changed. The message is one line for the person who pulls. */
export class PullError extends Error {
  override readonly name = "PullError";
}
