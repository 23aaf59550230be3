/** A value and its name on the wire (`data[code]`), for messages. */
export interface Argument {
  readonly name: string;
  readonly text: string;
}
