import { messageTexts } from "../../src/server/kit/message-texts.ts";
import type { Tally, Verdict } from "./tally.ts";

interface ToolResult {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
}

interface Job {
  readonly name: string;
  readonly args: Record<string, unknown>;
  /** Whether an answer belongs to this call. */
  readonly fits: (answer: Record<string, unknown>) => boolean;
}

/** Sentences of the endpoint that a fault of the API explains. */
const EXPLAINED =
  /did not answer within|connection to Digistore24 broke|instead of a result|Too many requests|asks you to wait|HTTP 429/;
const PRODUCTS = [12345, 67890];
const FIRST_ACCOUNT = 200_000;
const ADDRESSES = 250;

interface WorkOptions {
  readonly url: string;
  readonly keys: number;
  readonly tally: Tally;
  readonly isOver: () => boolean;
}

let lastId = 0;

/** The calls of one connection in sequence, each with a different key and checked against its request. */
export async function work(options: WorkOptions): Promise<void> {
  while (!options.isOver()) {
    const account = FIRST_ACCOUNT + Math.floor(Math.random() * options.keys);
    const jobs = jobsOf(account);
    for (const job of jobs[Math.floor(Math.random() * jobs.length)] ?? []) {
      const { verdict, note } = await callOnce(options.url, account, job);
      options.tally.add(verdict, note);
    }
  }
}

/** Typical work of an agent: each entry is a series of calls. */
function jobsOf(account: number): readonly (readonly Job[])[] {
  const code = `SOAK${account}X${++lastId}`;
  const product = PRODUCTS[lastId % PRODUCTS.length] ?? 0;
  return [
    [{ name: "GetGetuserinfo", args: {}, fits: ({ user_id }) => user_id === account }],
    [
      { name: "PostCreatevoucher", args: { data: { code } }, fits: (answer) => answer["code"] === code },
      { name: "DeleteDeletevoucher", args: { code }, fits: () => true },
    ],
    [
      {
        name: "GetGetproduct",
        args: { product_id: product },
        fits: ({ product: found }) => Number((found as { id?: unknown })?.id) === product,
      },
    ],
    [{ name: "listPurchases", args: { page_size: 1 }, fits: ({ page_size }) => Number(page_size) === 1 }],
  ];
}

async function callOnce(url: string, account: number, job: Job): Promise<{ verdict: Verdict; note?: string }> {
  const id = ++lastId;
  try {
    const { body, headers } = id % 2 === 0 ? request2025(id, job) : request2026(id, job);
    const response = await fetch(url, {
      method: "POST",
      headers: {
        ...headers,
        authorization: `Bearer ${account}-SANDBOXFULLACCESS`,
        "x-forwarded-for": `192.0.2.${account % ADDRESSES}`,
      },
      body: JSON.stringify(body),
    });
    return judge(await response.text(), response.status, id, job);
  } catch (error) {
    return { verdict: "unexpected", note: `${job.name}: ${(error as Error).message}` };
  }
}

function judge(text: string, status: number, id: number, { name, fits }: Job): { verdict: Verdict; note?: string } {
  const [json] = messageTexts(text);
  const message = JSON.parse(json) as { id?: unknown; result?: ToolResult };
  if (status !== 200 || !message.result) {
    return { verdict: "unexpected", note: `${name}: HTTP ${status} ${json}` };
  }
  if (message.id !== id) {
    return { verdict: "mix-up", note: `${name}: id ${id} was answered with ${json}` };
  }
  const { isError, content } = message.result;
  const said = content.map((block) => block.text).join(" ");
  if (isError) {
    // A voucher that was not created cannot be deleted.
    const isExplained = EXPLAINED.test(said) || name === "DeleteDeletevoucher";
    return isExplained ? { verdict: "fault" } : { verdict: "unexpected", note: `${name}: ${said}` };
  }
  return fits(JSON.parse(said) as Record<string, unknown>)
    ? { verdict: "success" }
    : { verdict: "mix-up", note: `${name}: ${json}` };
}

const HEADERS = { accept: "application/json, text/event-stream", "content-type": "application/json" };

function request2025(id: number, { name, args }: Job) {
  return { body: { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } }, headers: HEADERS };
}

function request2026(id: number, { name, args }: Job) {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "soak", version: "1.0.0" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  return {
    body: { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args, _meta: meta } },
    headers: { ...HEADERS, "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": name },
  };
}
