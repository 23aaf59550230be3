import { buildSandbox } from "../src/sandbox/http/app.ts";
import { GENERATED_REGISTRY } from "../src/sandbox/http/generated-registry.ts";
import { SANDBOX_KEYS } from "../src/sandbox/wire/keys.ts";
import { messageTexts } from "../src/server/kit/message-texts.ts";
import { markdownTable } from "../src/server/mcp/resources/markdown.ts";
import { buildApp } from "../src/server/start/app.ts";
import { readConfig } from "../src/server/start/config/config.ts";

const PURCHASES = 100;
/** The same moment and seed give the same purchases. */
const NOW = new Date("2026-03-16T09:15:00Z");
/** Higher than any answer here, so that none is cut. */
const MAX_RESULT_CHARS = "1000000";
const LIST = { from: "start", page_size: PURCHASES };

export interface PurchaseBytes {
  /** The body that the API sends. */
  readonly api: number;
  readonly allFields: AnswerBytes;
  readonly columns: AnswerBytes;
}

interface AnswerBytes {
  /** The body of our answer, where the JSON stands inside JSON, so that each of its quotes costs two bytes. */
  readonly body: number;
  /** The text that a client hands to its model. */
  readonly text: number;
}

/** The size of a list of a hundred purchases, as the sandbox sends it and as the endpoint passes it on. */
export async function measurePurchases(): Promise<PurchaseBytes> {
  const sandbox = buildSandbox({ registry: GENERATED_REGISTRY, now: () => NOW });
  const apiUrl = `${await sandbox.listen({ host: "127.0.0.1", port: 0 })}/api/call`;
  const env = { DIGISTORE24_API_URL: apiUrl, DIGISTORE24_MAX_RESULT_CHARS: MAX_RESULT_CHARS };
  const endpoint = buildApp({ config: readConfig(env) });
  const ask = async (args: object): Promise<AnswerBytes> => {
    const { body } = await endpoint.inject({
      method: "POST",
      url: "/",
      headers: { authorization: `Bearer ${SANDBOX_KEYS.full}`, "content-type": "application/json" },
      payload: { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "listPurchases", arguments: args } },
    });
    const { text } = JSON.parse(messageTexts(body)[0]).result.content[0];
    return { body: Buffer.byteLength(body), text: Buffer.byteLength(text) };
  };
  const sizes = { allFields: await ask({ ...LIST, _fields: ["*"] }), columns: await ask(LIST) };
  const api = await apiBytes(apiUrl);
  await endpoint.close();
  await sandbox.close();
  return { api, ...sizes };
}

async function apiBytes(apiUrl: string): Promise<number> {
  const response = await fetch(`${apiUrl}/listPurchases`, {
    method: "POST",
    headers: { "x-ds-api-key": SANDBOX_KEYS.full },
    body: new URLSearchParams({ from: LIST.from, page_size: String(LIST.page_size) }),
  });
  // The run time differs from call to call.
  return Buffer.byteLength(JSON.stringify({ ...((await response.json()) as object), runtime_seconds: 0 }));
}

/** For docs/performance.md. */
export function purchaseTable({ api, allFields, columns }: PurchaseBytes): string {
  const row = (name: string, bytes: number) => [
    name,
    bytes.toLocaleString("en-US"),
    `${Math.round((bytes / api) * 100)} %`,
  ];
  return markdownTable(
    [`${PURCHASES} purchases`, "bytes", "of the API's"],
    [
      row("sent by the API", api),
      row("answer with all fields", allFields.body),
      row("the text in it, which a model reads", allFields.text),
      row("answer with the columns", columns.body),
      row("the text in it, which a model reads", columns.text),
    ],
  );
}
