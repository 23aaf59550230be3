import { expect, test } from "vitest";
import { createToolRegistry } from "../../src/server/tool-registry.ts";
import { startEndpoint } from "../support/endpoint.ts";
import { startSandbox } from "../support/sandbox.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { type ConformanceRun, conformancePage } from "./conformance-page.ts";
import { fixtureTools, startFixtureApi } from "./fixture-tools.ts";
import { versionOf } from "./newer-node.ts";
import { type Findings, REVISIONS, runConformance } from "./run-conformance.ts";

const tempFolder = useTempFolders();

async function endpointRuns(): Promise<readonly ConformanceRun[]> {
  const sandbox = await startSandbox();
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl });
  const runs: ConformanceRun[] = [];
  for (const revision of REVISIONS) {
    const findings = await runConformance(endpoint.url, revision, tempFolder());
    runs.push({ subject: "endpoint", revision, findings });
  }
  await endpoint.close();
  await sandbox.close();
  return runs;
}

async function fixtureRuns(): Promise<readonly ConformanceRun[]> {
  const api = await startFixtureApi();
  const registry = createToolRegistry(fixtureTools);
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: api.apiUrl }, { registry });
  const runs: ConformanceRun[] = [];
  for (const revision of REVISIONS) {
    const findings = await runConformance(endpoint.url, revision, tempFolder());
    runs.push({ subject: "fixture", revision, findings: onlyToolCalls(findings) });
  }
  await endpoint.close();
  await api.close();
  return runs;
}

function onlyToolCalls(findings: Findings): Findings {
  return new Map([...findings].filter(([scenario]) => scenario.startsWith("tools-call-")));
}

test("the protocol's suite finds what docs/conformance.md says", async () => {
  const runs = [...(await endpointRuns()), ...(await fixtureRuns())];
  expect(runs.map(({ findings }) => findings.size)).toEqual([33, 50, 10, 7]);
  const page = conformancePage(versionOf("@modelcontextprotocol/conformance"), runs);
  await expect(page).toMatchFileSnapshot("../../docs/conformance.md");
});
