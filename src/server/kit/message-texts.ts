/** Only these characters end a line of an event stream. JavaScript's "." and "$" also stop at U+2028, which JSON may contain. */
const DATA = /(?<=^|[\r\n])data: ?(\S[^\r\n]*)/g;

/** The JSON text of each JSON-RPC message in the body of an answer, whether it is JSON or an event stream. */
export function messageTexts(body: string): readonly [string, ...string[]] {
  const [first, ...others] = [...body.matchAll(DATA)].map(([, json = ""]) => json);
  return first === undefined ? [body] : [first, ...others];
}
