import { ENDPOINT_REASONS, FIXTURE_REASONS, reasonFor } from "./failure-reasons.ts";
import type { Check, Findings, Revision } from "./run-conformance.ts";

export interface ConformanceRun {
  readonly subject: "endpoint" | "fixture";
  readonly revision: Revision;
  readonly findings: Findings;
}

const INTRODUCTION = `# Conformance

What the protocol's own suite, [@modelcontextprotocol/conformance](https://github.com/modelcontextprotocol/conformance) VERSION,
finds: every scenario that a revision of the protocol requires of servers, and those that it runs without requiring them. It is
made for servers with tools, prompts and resources of its own, so that much of it cannot pass here; each failure and warning stands
below with its reason. \`npm run test:interop\` runs it again and fails when anything differs from this page; with \`-- -u\` it writes the page.

Since the suite cannot send a key, a proxy adds one. It is no part of what is tested.
`;

const SUBJECTS = {
  endpoint: { title: "The endpoint", reasons: ENDPOINT_REASONS },
  fixture: { title: "With a module of fixtures", reasons: FIXTURE_REASONS },
} as const;

/** The page of all runs. Throws for a failure that has no reason. */
export function conformancePage(version: string, runs: readonly ConformanceRun[]): string {
  return [INTRODUCTION.replace("VERSION", version), ...runs.map(chapterOf)].join("\n");
}

function chapterOf({ subject, revision, findings }: ConformanceRun): string {
  const { title } = SUBJECTS[subject];
  const rows = [...findings].map(([scenario, checks]) => {
    const counts = [countOf(checks, "SUCCESS"), countOf(checks, "FAILURE"), countOf(checks, "WARNING")];
    return `| ${scenario} | ${counts.map((count) => count || "").join(" | ")} |`;
  });
  const head = ["| scenario | passed | failed | warnings |", "|---|---|---|---|"];
  return [`## ${title}, ${revision}`, "", ...head, ...rows, "", ...failuresOf(subject, findings)].join("\n");
}

function failuresOf(subject: ConformanceRun["subject"], findings: Findings): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const [scenario, checks] of findings) {
    const failed = checks.filter(({ status }) => status === "FAILURE" || status === "WARNING");
    if (failed.length > 0) {
      const reason = reasonFor(SUBJECTS[subject].reasons, scenario);
      if (reason === undefined) {
        throw new Error(`${scenario} fails, and no reason is known: ${failed.map(messageOf).join("; ")}`);
      }
      const ids = failed.map(({ id }) => `\`${id}\``).join(", ");
      byReason.set(reason, [...(byReason.get(reason) ?? []), `- ${scenario}: ${ids}`]);
    }
  }
  return [...byReason].flatMap(([reason, lines]) => [`${reason} So these fail or warn:`, "", ...lines, ""]);
}

function countOf(checks: readonly Check[], status: Check["status"]): number {
  return checks.filter((check) => check.status === status).length;
}

function messageOf({ id, errorMessage }: Check): string {
  return `${id} (${errorMessage ?? "without a message"})`;
}
