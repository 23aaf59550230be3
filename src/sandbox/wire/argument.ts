/** One value with its name as on the wire (`data[code]`), for messages. */
export interface Argument {
  readonly name: string;
  readonly text: string;
}
