import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SANDBOX_KEYS } from "../../src/sandbox/wire/keys.ts";
import { connectClient, type RunningEndpoint, startEndpoint, textOf } from "../support/endpoint.ts";
import { tools } from "../support/generated-tools.ts";
import { askToken, codeRequest, connectByHandover, type OAuthEndpoint, startOAuthEndpoint } from "../support/oauth.ts";
import { type RunningSandbox, startSandbox } from "../support/sandbox.ts";

const ENV = {
  DIGISTORE24_SURFACE: "full",
  DIGISTORE24_CREDENTIAL_TOOLS: "requestApiKey",
  CONFIRM: "off",
  CONFIRM_LANGUAGE: "en",
};
const READS_BEYOND_A_READ_KEY = tools.filter(({ access, keyRight }) => access === "read" && keyRight !== "read");

let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;

beforeAll(async () => {
  sandbox = await startSandbox();
  endpoint = await startEndpoint({ ...ENV, DIGISTORE24_API_URL: sandbox.apiUrl });
});

afterAll(async () => {
  await endpoint.close();
  await sandbox.close();
});

async function call(key: string, name: string, args: Record<string, unknown>, url = endpoint.url): Promise<string> {
  const client = await connectClient(url, key);
  const result = await client.callTool({ name, arguments: args });
  await client.close();
  return textOf(result);
}

function advice(text: string): string | undefined {
  return text.split("The API key has too few rights: ").at(1);
}

function nameOf(functionName: string): string {
  return tools.find((tool) => tool.functionName === functionName)?.name ?? "";
}

test("there are reads that a read-only key is refused", () => {
  expect(READS_BEYOND_A_READ_KEY.map(({ functionName }) => functionName)).toContain("listInvoices");
});

describe.each(READS_BEYOND_A_READ_KEY)("$functionName with a read-only key", ({ name, description, inputSchema }) => {
  const known = { purchase_id: "K7M2QX9A", product_id: 12345 };

  test("is refused with the right that it needs, although it only reads", async () => {
    const args = Object.entries(known).filter(([argument]) => argument in inputSchema.properties);
    const text = await call(SANDBOX_KEYS.readOnly, name, Object.fromEntries(args));
    expect(advice(text)).toBe(`${name} needs a key with full access, although it only reads.`);
  });

  test("says so in its description", () => {
    expect(description).toMatch(/needs (a key with )?(a )?full[- ]access/i);
  });
});

describe("a call that the key has no right to names the key that it needs", () => {
  const change = { data: { code: "NEU10" } };
  const order = { purchase_id: "P4W8ZT3B" };
  test.each([
    { right: "readOnly", functionName: "createVoucher", args: change, needs: "a key with full access" },
    { right: "shipping", functionName: "listProducts", args: {}, needs: "a key with read access" },
    {
      right: "readOnly",
      functionName: "getDelivery",
      args: { delivery_id: 610_001, set_in_progress: true },
      needs: "a key with read access, or with full access if the call is to change something",
    },
    {
      right: "noBilling",
      functionName: "createRebillingPayment",
      args: order,
      needs: "a key with full access, of an account for which Digistore24 has enabled billing on demand",
    },
    {
      right: "full",
      functionName: "requestApiKey",
      args: { permissions: "read-only", return_url: "https://app.example/back", site_url: "https://app.example" },
      needs: "a developer key",
    },
  ] as const)("$functionName with the key $right", async ({ right, functionName, args, needs }) => {
    const name = nameOf(functionName);
    const text = await call(SANDBOX_KEYS[right], name, args);
    expect(advice(text)).toBe(`${name} needs ${needs}.`);
  });
});

test("a customer's answer without the invoices says which key shows them", async () => {
  const text = await call(SANDBOX_KEYS.readOnly, "reviewCustomer", { order_id: "P4W8ZT3B" });
  const { _complete, notes } = JSON.parse(text);
  expect(_complete).toBe(false);
  expect(notes).toContain(
    "Missing: invoices. listInvoices: Digistore24 refused the call. The API key has too few rights: listInvoices needs a key with full access, although it only reads.",
  );
});

describe("a connection by OAuth whose key only reads", () => {
  let door: OAuthEndpoint;

  beforeAll(async () => {
    door = await startOAuthEndpoint();
  });

  afterAll(() => door.close());

  test("is told to connect again for another key", async () => {
    const { authorization, code } = await connectByHandover(door.origin);
    const { body } = await askToken(door.origin, codeRequest(authorization, code));
    const url = `${door.origin}/mcp`;
    const text = await call(String(body["access_token"]), "listInvoices", { purchase_id: "K7M2QX9A" }, url);
    expect(text).toMatch(
      /listInvoices needs a key with full access, although it only reads\. The user has to connect this agent to the server again to give it another key\.$/,
    );
  });
});
