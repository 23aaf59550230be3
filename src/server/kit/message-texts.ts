/** The JSON text of each JSON-RPC message in the body of an answer, whether it is JSON or an event stream. */
export function messageTexts(body: string): readonly [string, ...string[]] {
  const [first, ...others] = [...body.matchAll(/^data: ?(\S.*)$/gm)].map(([, json = ""]) => json);
  return first === undefined ? [body] : [first, ...others];
}
