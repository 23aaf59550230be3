import { Client, type ElicitResult, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { connectClient, type RunningEndpoint, startEndpoint, textOf } from "../../support/endpoint.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../../support/sandbox.ts";

/** A shop with an endpoint in front of it that serves every tool. */
export interface Shop {
  readonly sandbox: RunningSandbox;
  readonly endpoint: RunningEndpoint;
  close(): Promise<void>;
}

export async function openShop(env: Record<string, string> = {}): Promise<Shop> {
  const sandbox = await startSandbox();
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl, DIGISTORE24_SURFACE: "full", ...env });
  return {
    sandbox,
    endpoint,
    close: async () => {
      await endpoint.close();
      await sandbox.close();
    },
  };
}

type Answer = Readonly<Record<string, unknown>>;

/** Calls a tool once, and reads its only block. */
export async function call(
  client: Client,
  name: string,
  args: object,
): Promise<{ isError: boolean; text: string; answer: Answer }> {
  const result = await client.callTool({ name, arguments: args as Record<string, unknown> });
  const text = textOf(result);
  const isError = result.isError === true;
  return { isError, text, answer: isError ? {} : (JSON.parse(text) as Answer) };
}

/** A client that cannot be asked. */
export function plainClient({ endpoint }: Shop, key = FULL_KEY, headers: Record<string, string> = {}): Promise<Client> {
  return connectClient(endpoint.url, key, headers);
}

/** A client whose person answers each question as `reply` says. */
export async function askedClient(
  { endpoint }: Shop,
  reply: (message: string) => ElicitResult | Promise<ElicitResult>,
  key = FULL_KEY,
): Promise<Client> {
  const client = new Client(
    { name: "test", version: "1.0.0" },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  client.setRequestHandler("elicitation/create", ({ params }) => reply(params.message));
  const headers = { Authorization: `Bearer ${key}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(endpoint.url), { requestInit: { headers } }));
  return client;
}

/** An order with a payment that can be refunded. */
export async function refundableOrder(client: Client, skipped = 0): Promise<Answer> {
  const { answer } = await call(client, "listPurchases", {
    from: "-12d",
    search: { role: "vendor", order_type: "live", billing_type: "single_payment" },
    page_size: 50,
  });
  const orders = (answer["purchase_list"] as Answer[]).filter(({ billing_status }) => billing_status === "completed");
  const order = orders[skipped];
  if (order === undefined) {
    throw new Error("the shop has no order that can be refunded");
  }
  return order;
}
