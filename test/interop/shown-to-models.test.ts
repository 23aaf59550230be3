import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { PUBLISHED_TOOL_COUNT } from "../support/published-tools.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { CLIENTS } from "./clients/all-clients.ts";
import type { Connection } from "./clients/client.ts";
import { type MockModel, startMockModel } from "./model/mock-model.ts";
import { RESULTS } from "./results.ts";

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

describe.each(CLIENTS)("$name", (client) => {
  const tempFolder = useTempFolders(afterAll);
  let connection: Connection;
  beforeAll(async () => {
    connection = await client.connect({ endpointUrl: endpoint.url, apiKey: FULL_KEY, model, folder: tempFolder() });
  });
  afterAll(() => connection?.close());

  test("offers the model all tools", async () => {
    expect(await connection.listTools()).toHaveLength(PUBLISHED_TOOL_COUNT);
  });

  test.each(RESULTS)("shows the model $title", async ({ call, sentence }) => {
    expect(await connection.readResult(call)).toMatch(sentence);
  });
});
