import { Client, type ElicitResult } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as StdioTransportV1 } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { builtCommand } from "../../support/processes.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../../support/sandbox.ts";
import { asShown, call } from "./shop.ts";

type AnyClient = Parameters<typeof call>[0] & { close(): Promise<void> };

const REFUND = { purchase_id: "K7M2QX9A" };
let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => new Date("2026-03-16T09:15:00Z") });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** The command that a client starts. */
function command() {
  const [program, ...args] = builtCommand(["stdio"]);
  return {
    command: program,
    args,
    env: {
      PATH: process.env["PATH"] ?? "",
      DIGISTORE24_API_URL: sandbox.apiUrl,
      DIGISTORE24_API_KEY: FULL_KEY,
      DIGISTORE24_SURFACE: "full",
    },
    stderr: "ignore" as const,
  };
}

async function modern(reply?: (message: string) => ElicitResult): Promise<AnyClient> {
  const client = new Client(
    { name: "test", version: "1.0.0" },
    {
      capabilities: reply ? { elicitation: { form: {} } } : {},
      versionNegotiation: { mode: { pin: "2026-07-28" } },
    },
  );
  if (reply) {
    client.setRequestHandler("elicitation/create", ({ params }) => reply(params.message));
  }
  await client.connect(new StdioClientTransport(command()));
  return client;
}

async function clientV1(): Promise<AnyClient> {
  const client = new ClientV1({ name: "test", version: "1.0.0" }, { capabilities: { elicitation: {} } });
  await client.connect(new StdioTransportV1(command()));
  return client as unknown as AnyClient;
}

const received = async () => (await sandbox.requests())["refundPurchase"] ?? 0;

test.each([
  { era: "2025-11-25", connect: clientV1 },
  { era: "2026-07-28 without forms", connect: () => modern() },
])("over stdio, a client of $era sees a preview and runs with its confirmation", async ({ connect }) => {
  const client = await connect();
  const { answer } = await call(client, "refundPurchase", REFUND);
  expect(answer["preview"]).toContain("199.00 EUR goes back to “Erika Beispiel”");
  expect(await received()).toBe(0);
  const confirmed = { ...REFUND, confirmation: answer["confirmation"] };
  expect((await call(client, "refundPurchase", confirmed)).answer).toMatchObject({ modified: "Y" });
  expect((await call(client, "refundPurchase", confirmed)).answer["_note"]).toContain("nothing was done again");
  expect(await received()).toBe(1);
  await client.close();
});

test("over stdio, a client of 2026-07-28 with forms asks the person", async () => {
  const replies = [() => ({ action: "decline" as const }), asShown];
  const client = await modern((message) => replies.shift()?.(message) ?? { action: "cancel" });
  expect((await call(client, "refundPurchase", REFUND)).text).toContain("the person declined");
  expect(await received()).toBe(0);
  expect((await call(client, "refundPurchase", REFUND)).answer).toMatchObject({ modified: "Y" });
  expect(await received()).toBe(1);
  await client.close();
});
