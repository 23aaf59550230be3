import { ASKING_REASONS, ENDPOINT_REASONS, FIXTURE_REASONS, reasonFor } from "./failure-reasons.ts";
import type { Check, Findings, Revision } from "./run-conformance.ts";

export interface ConformanceRun {
  readonly subject: "endpoint" | "fixture" | "asking" | "authorization";
  readonly revision: Revision;
  readonly findings: Findings;
}

const INTRODUCTION = `# Conformance

This page lists the findings of the protocol's own suite,
[@modelcontextprotocol/conformance](https://github.com/modelcontextprotocol/conformance) VERSION: every scenario that a revision of the
protocol requires of servers, and the scenarios that it runs without requiring them. The suite is made for servers with its own test
tools, prompts and resources, so many of its scenarios cannot pass here; each failure and warning is listed below with its reason.
\`npm run test:interop\` runs the suite again and fails if anything differs from this page; with \`-- -u\` it rewrites the page.

A pass can mean very little. In nearly every scenario one of the passes is that all messages fit the protocol's schema, even if the rest
fails; those of input-required-result-validate-input come from the refusal of a tool that does not exist.

Since the suite cannot send a key, a proxy adds one. The proxy is not part of the test.

The SDK's HTTP handler, which answers every request if \`MCP_LANE\` is \`off\`, gives the same findings, apart from the scenarios of event
streams (\`server-sse-…\`). A test compares them.

The suite tests how a client signs in, but has no scenario for a server's part in it: the 401 answer and the protected resource
metadata. Its scenarios for authorization servers are optional; all of them run against ours, with a test acting as the person.
`;

const COLUMNS = ["SUCCESS", "FAILURE", "WARNING", "SKIPPED"] as const;

const SUBJECTS = {
  endpoint: { title: "The endpoint", reasons: ENDPOINT_REASONS },
  fixture: { title: "With fixture tools", reasons: FIXTURE_REASONS },
  authorization: { title: "The authorization server", reasons: [] },
  asking: { title: "With fixture tools that ask first", reasons: ASKING_REASONS },
} as const;

/** The page of all runs. Throws for a failure that has no reason. */
export function conformancePage(version: string, runs: readonly ConformanceRun[]): string {
  return [INTRODUCTION.replace("VERSION", version), ...runs.map(chapterOf)].join("\n");
}

function chapterOf({ subject, revision, findings }: ConformanceRun): string {
  const { title } = SUBJECTS[subject];
  const rows = [...findings].map(([scenario, checks]) => {
    const counts = COLUMNS.map((status) => countOf(checks, status));
    return `| ${scenario} | ${counts.map((count) => count || "").join(" | ")} |`;
  });
  const head = ["| scenario | passed | failed | warnings | skipped |", "|---|---|---|---|---|"];
  return [`## ${title}, ${revision}`, "", ...head, ...rows, "", ...failuresOf(subject, findings)].join("\n");
}

function failuresOf(subject: ConformanceRun["subject"], findings: Findings): readonly string[] {
  const byReason = new Map<string, Map<string, string[]>>();
  for (const [scenario, checks] of findings) {
    for (const check of checks.filter(({ status }) => status === "FAILURE" || status === "WARNING")) {
      const reason = reasonOf(subject, scenario, check);
      const scenarios = byReason.get(reason) ?? new Map<string, string[]>();
      scenarios.set(scenario, [...(scenarios.get(scenario) ?? []), `\`${check.id}\``]);
      byReason.set(reason, scenarios);
    }
  }
  return [...byReason].flatMap(([reason, scenarios]) => {
    const lines = [...scenarios].map(([scenario, ids]) => `- ${scenario}: ${ids.join(", ")}`);
    return [`${reason} These fail or warn:`, "", ...lines, ""];
  });
}

function reasonOf(subject: ConformanceRun["subject"], scenario: string, { id, errorMessage }: Check): string {
  const message = errorMessage ?? "without a message";
  const reason = reasonFor(SUBJECTS[subject].reasons, scenario, message);
  if (reason === undefined) {
    throw new Error(`${scenario} fails, and no reason is known: ${id} (${message})`);
  }
  return reason;
}

function countOf(checks: readonly Check[], status: Check["status"]): number {
  return checks.filter((check) => check.status === status).length;
}
