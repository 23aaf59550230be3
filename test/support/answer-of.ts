/** The answer in a tool's result: the JSON object in its only text block. */
export function answerOf(result: unknown): Record<string, unknown> {
  const { content } = result as { content?: readonly { type: string; text?: string }[] };
  if (content?.length !== 1 || content[0]?.text === undefined) {
    throw new Error(`one text block was expected: ${JSON.stringify(result)}`);
  }
  return JSON.parse(content[0].text) as Record<string, unknown>;
}
