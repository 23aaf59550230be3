import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectClient, type RunningEndpoint, startEndpoint, textOf } from "../support/endpoint.ts";
import { PUBLISHED_TOOL_NAMES } from "../support/published-tools.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { CLIENTS } from "./clients/all-clients.ts";
import type { Connection, Shown } from "./clients/client.ts";
import { formOf, type Sight, type Texts, withTable } from "./clients-table.ts";
import { type MockModel, startMockModel } from "./model/mock-model.ts";
import { isNameOf } from "./model/offered-name.ts";
import { RESULTS, type Result } from "./results.ts";

let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;
let model: MockModel;
beforeAll(async () => {
  sandbox = await startSandbox();
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl });
  model = await startMockModel();
});
afterAll(async () => {
  await model.close();
  await endpoint.close();
  await sandbox.close();
});

const sights: Sight[] = [];

describe.each(CLIENTS)("$name", (client) => {
  const tempFolder = useTempFolders(afterAll);
  const shown = new Map<Result, Shown>();
  let connection: Connection;
  beforeAll(async () => {
    connection = await client.connect({ endpointUrl: endpoint.url, apiKey: FULL_KEY, model, folder: tempFolder() });
  });
  afterAll(() => connection?.close());

  test("offers the model all tools", async () => {
    const offered = await connection.listTools();
    const ours = PUBLISHED_TOOL_NAMES.filter((tool) => offered.some((name) => isNameOf(name, tool)));
    sights.push({ client, toolCount: ours.length, shown });
    expect(ours).toEqual(PUBLISHED_TOOL_NAMES);
  });

  test.each(RESULTS)("shows the model the essential parts of: $title", async (result) => {
    const seen = await connection.readResult(result.call);
    shown.set(result, seen);
    expect(result.sentences.filter((sentence) => !sentence.test(seen.text))).toEqual([]);
  });
});

test("the table in docs/clients.md says what was seen", async () => {
  const page = "docs/clients.md";
  const seen = withTable(readFileSync(page, "utf8"), await sentTexts(), sights);
  await expect(seen).toMatchFileSnapshot(`../../${page}`);
});

async function sentTexts(): Promise<Texts> {
  const client = await connectClient(endpoint.url, FULL_KEY);
  const texts = new Map<Result, string>();
  for (const result of RESULTS) {
    const { tool, args } = result.call;
    texts.set(result, textOf(await client.callTool({ name: tool, arguments: { ...args } })));
  }
  await client.close();
  return texts;
}

test.each([
  ['{"_note":"a"}', "the text"],
  ['An error: {"_note":"a"}', "the text"],
  ['[{"type":"text","text":"{\\"_note\\":\\"a\\"}"}]', "the text, quoted in JSON"],
  ['{\n  "_note": "a"\n}\n', "the same JSON, reformatted"],
  ['{"modified":"N"}', "another text"],
  ["No JSON", "another text"],
])("the form of %s is: %s", (shown, form) => {
  expect(formOf('{"_note":"a"}', shown)).toBe(form);
});
