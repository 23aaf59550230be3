/** A file cannot be read or written as asked. The message says what to do, so no stack trace is printed. */
export class FileError extends Error {
  override readonly name = "FileError";
}
