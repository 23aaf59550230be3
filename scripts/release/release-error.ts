/** A release that cannot be made as the repository is: the message says what to do. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
}
