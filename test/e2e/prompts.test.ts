import { afterAll, beforeAll, expect, test } from "vitest";
import { answerOf } from "../support/answer-of.ts";
import { connectClient, type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";

const TEXT = {
  "morning-briefing": {},
  "period-report": { from: "2026-03-01", to: "2026-03-31", product_ids: "12345" },
  "subscription-health": { from: "-3M" },
  "payment-problems": {},
  "customer-question": { customer: "Erika Beispiel", question: "Is everything paid?" },
};
const MAX_BYTES = 10_000;

let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;

beforeAll(async () => {
  sandbox = await startSandbox();
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl });
});

afterAll(async () => {
  await endpoint.close();
  await sandbox.close();
});

/** The first call that the instructions name, with the arguments in them. */
function callIn(text: string): { name: string; arguments: Record<string, unknown> } {
  const [step = ""] = text.split("\n").filter((line) => line.startsWith("1. "));
  const [, name = ""] = /(?:Call|Rufe) (\w+)/.exec(step) ?? [];
  const args = [...step.matchAll(/\b([a-z_]+) "([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]);
  return {
    name,
    arguments: { ...Object.fromEntries(args), ...(name === "reviewCustomer" && { name: "Erika Beispiel" }) },
  };
}

test.each(
  Object.entries(TEXT).flatMap(([name, values]) => ["en", "de"].map((language) => ({ name, values, language }))),
)("$name ($language) leads to one call whose answer a conversation can hold", async ({ name, values, language }) => {
  const client = await connectClient(endpoint.url, FULL_KEY);
  const { messages } = await client.getPrompt({ name, arguments: { ...values, language } });
  const [message] = messages;
  const text = message?.content.type === "text" ? message.content.text : "";
  const result = await client.callTool(callIn(text));
  await client.close();
  expect(answerOf(result)).toMatchObject({ _complete: true });
  expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(MAX_BYTES);
});
