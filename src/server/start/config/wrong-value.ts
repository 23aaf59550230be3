/** A value that a variable cannot have. The message continues the variable's name: "must be a whole number". */
export class WrongValueError extends Error {
  override readonly name = "WrongValueError";
}
