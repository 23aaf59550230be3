import type { Dialect, ModelRequest } from "./dialect.ts";

/** Google's API, which takes the response of a function as an object. */
export const gemini: Dialect = {
  title: "Gemini API",
  path: /:(generateContent|streamGenerateContent)$/,
  toolNames: ({ tools = [] }) =>
    tools.flatMap(({ functionDeclarations = [] }: ModelRequest) =>
      functionDeclarations.map(({ name }: ModelRequest) => name),
    ),
  resultOf({ contents }) {
    const parts = contents.flatMap((content: ModelRequest) => content.parts);
    const result = parts.findLast(({ functionResponse }: ModelRequest) => functionResponse);
    return result && shownIn(result.functionResponse.response);
  },
  callOf: (name, args) => responseOf({ functionCall: { name, args } }),
  endOf: (text) => responseOf({ text }),
  eventsOf: (answer) => [answer],
};

/** With one member of text, the object adds nothing to read. */
function shownIn(response: Readonly<Record<string, unknown>>): string {
  const [only, ...others] = Object.values(response);
  return typeof only === "string" && others.length === 0 ? only : JSON.stringify(response);
}

function responseOf(part: object): object {
  return {
    candidates: [{ index: 0, content: { role: "model", parts: [part] }, finishReason: "STOP" }],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  };
}
