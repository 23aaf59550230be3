import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { createToolRegistry } from "../../src/server/contract/tool-registry.ts";
import { startEndpoint } from "../support/endpoint.ts";
import { connect, startOAuthEndpoint } from "../support/oauth.ts";
import { startSandbox } from "../support/sandbox.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { type ConformanceRun, conformancePage } from "./conformance-page.ts";
import { askingTools, fixtureTools, startFixtureApi } from "./fixture-tools.ts";
import { versionOf } from "./newer-node.ts";
import { runAuthorizationConformance } from "./run-authorization-conformance.ts";
import { type Check, type Findings, REVISIONS, runConformance } from "./run-conformance.ts";

const tempFolder = useTempFolders();

type Environment = Readonly<Record<string, string>>;

async function endpointRuns(env: Environment = {}): Promise<readonly ConformanceRun[]> {
  const sandbox = await startSandbox();
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl, ...env });
  const runs: ConformanceRun[] = [];
  for (const revision of REVISIONS) {
    const findings = await runConformance(endpoint.url, revision, tempFolder());
    runs.push({ subject: "endpoint", revision, findings });
  }
  await endpoint.close();
  await sandbox.close();
  return runs;
}

async function fixtureRuns(env: Environment = {}): Promise<readonly ConformanceRun[]> {
  const api = await startFixtureApi();
  const registry = createToolRegistry(fixtureTools);
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: api.apiUrl, ...env }, { registry });
  const runs: ConformanceRun[] = [];
  for (const revision of REVISIONS) {
    const findings = await runConformance(endpoint.url, revision, tempFolder());
    runs.push({ subject: "fixture", revision, findings: only("tools-call-", findings) });
  }
  await endpoint.close();
  await api.close();
  return runs;
}

async function askingRun(env: Environment = {}): Promise<ConformanceRun> {
  const api = await startFixtureApi();
  const registry = createToolRegistry(askingTools);
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: api.apiUrl, ...env }, { registry });
  const findings = await runConformance(endpoint.url, "2026-07-28", tempFolder());
  await endpoint.close();
  await api.close();
  return { subject: "asking", revision: "2026-07-28", findings: only("input-required-result-", findings) };
}

async function authorizationRun(): Promise<ConformanceRun> {
  const endpoint = await startOAuthEndpoint();
  const findings = await runAuthorizationConformance(endpoint.origin, "2026-07-28", tempFolder());
  await endpoint.close();
  return { subject: "authorization", revision: "2026-07-28", findings };
}

/** By scenario, the ids and outcomes of its checks. The lane answers a 2025 client with JSON, so fewer of streams apply. */
function withoutStreams({ findings }: ConformanceRun): readonly unknown[] {
  const kept = [...findings].filter(([scenario]) => !scenario.startsWith("server-sse-"));
  return kept.map(([scenario, checks]) => [scenario, ...checks.map(({ id, status }) => `${id} ${status}`)]);
}

/** The chapters of the page about these runs. */
function chaptersOf(runs: readonly ConformanceRun[]): readonly string[] {
  const [, ...chapters] = conformancePage("", runs).split(/(?=^## )/m);
  return chapters;
}

function only(prefix: string, findings: Findings): Findings {
  return new Map([...findings].filter(([scenario]) => scenario.startsWith(prefix)));
}

let runs: readonly ConformanceRun[];
beforeAll(async () => {
  runs = [...(await endpointRuns()), ...(await fixtureRuns()), await askingRun(), await authorizationRun()];
});

test("the protocol's suite finds what docs/conformance.md says", async () => {
  expect(runs.map(({ findings }) => findings.size)).toEqual([33, 50, 10, 7, 14, 2]);
  const page = conformancePage(versionOf("@modelcontextprotocol/conformance"), runs);
  await expect(page).toMatchFileSnapshot("../../docs/conformance.md");
});

test("the suite finds the same without the direct lane, apart from event streams", async () => {
  const env = { MCP_LANE: "off" };
  const others = [...(await endpointRuns(env)), ...(await fixtureRuns(env)), await askingRun(env)];
  // Every failure has a reason.
  expect(chaptersOf(others)).toHaveLength(others.length);
  expect(others.map(withoutStreams)).toEqual(runs.slice(0, others.length).map(withoutStreams));
});

test.each(REVISIONS)(
  "the suite finds the same at %s if an access token takes the place of the key",
  async (revision) => {
    const endpoint = await startOAuthEndpoint();
    const { access } = await connect(endpoint.origin, { access: "money" });
    const findings = await runConformance(endpoint.origin, revision, tempFolder(), access);
    await endpoint.close();
    const chapters = chaptersOf([{ subject: "endpoint", revision, findings }]);
    expect(readFileSync("docs/conformance.md", "utf8")).toContain(chapters.join(""));
  },
);

describe("the page", () => {
  const pageOf = (scenario: string, check: Check) => {
    const findings = new Map([[scenario, [check]]]);
    return conformancePage("1.0.0", [{ subject: "endpoint", revision: "2026-07-28", findings }]);
  };

  test("has a reason for a failure that shows it", () => {
    const errorMessage = "Not testable: server does not list the diagnostic tool 'test_logging_tool'";
    const page = pageOf("server-stateless", { id: "no-log", status: "FAILURE", errorMessage });
    expect(page).toContain("| server-stateless |  | 1 |  |  |");
    expect(page).toContain("- server-stateless: `no-log`");
  });

  test("has none for a failure of the same scenario from another cause", () => {
    const check: Check = { id: "no-log", status: "FAILURE", errorMessage: "The server answered 500" };
    expect(() => pageOf("server-stateless", check)).toThrow(
      "server-stateless fails, and no reason is known: no-log (The server answered 500)",
    );
  });

  test("counts what was skipped", () => {
    expect(pageOf("tasks-status-notifications", { id: "any", status: "SKIPPED" })).toContain("|  |  |  | 1 |");
  });
});
