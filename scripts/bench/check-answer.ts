import { messageTexts } from "../../src/server/kit/message-texts.ts";
import { type PreparedRequest, PURCHASES, TOOL_NAMES, type Work } from "./requests.ts";

type Data = Readonly<Record<string, unknown>>;

const MAX_QUOTE_CHARS = 300;
const DATA_OF: Readonly<Record<Work, (data: Data) => boolean>> = {
  "tools/list": ({ tools }) => TOOL_NAMES.every((name) => isList(tools) && tools.some((tool) => tool["name"] === name)),
  ping: ({ server_time }) => typeof server_time === "string",
  listPurchases: ({ purchase_list }) => isList(purchase_list) && purchase_list.length === PURCHASES,
  createVoucher: ({ code }) => typeof code === "string" && code !== "",
};

/** Throws unless the answer is complete and correct: an endpoint that fails quickly would look fast. */
export function checkAnswer({ dialect, work }: PreparedRequest, status: number, body: string): void {
  const data = status === 200 ? readData(dialect === "form", work, body) : undefined;
  if (!data || !DATA_OF[work](data)) {
    throw new Error(`${work} was answered with HTTP ${status} ${body.slice(0, MAX_QUOTE_CHARS)}`);
  }
}

function readData(isForm: boolean, work: Work, body: string): Data | undefined {
  if (isForm) {
    const { result, data } = parse(body) ?? {};
    return result === "success" ? (data as Data) : undefined;
  }
  const { result } = parse(messageTexts(body).at(-1) ?? "") ?? {};
  return work === "tools/list" ? (result as Data | undefined) : readToolResult(result as ToolResult | undefined);
}

interface ToolResult {
  readonly isError?: boolean;
  readonly structuredContent?: Data;
  readonly content?: readonly { readonly text?: string }[];
}

/** Other servers may return the whole envelope as text, after a line of their own. */
function readToolResult(result: ToolResult | undefined): Data | undefined {
  if (!result || result.isError) {
    return undefined;
  }
  const said = result.structuredContent ?? parseFromBrace(result.content?.[0]?.text ?? "");
  return said?.["result"] === "success" ? (said["data"] as Data) : said;
}

function parseFromBrace(text: string): Data | undefined {
  return parse(text.slice(Math.max(text.indexOf("{"), 0)));
}

function parse(json: string): Data | undefined {
  try {
    return JSON.parse(json);
  } catch {
    // The caller quotes the actual answer.
    return undefined;
  }
}

function isList(value: unknown): value is readonly Data[] {
  return Array.isArray(value);
}
