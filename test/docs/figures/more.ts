import { HELD, INSIGHT, INSIGHT_MEMORY, LIST, LOGGED, MEMORY, REGEN, START } from "../../../scripts/bench/judge.ts";
import { ADDED } from "../../../scripts/bench/judge-calls.ts";
import { MAX_CHARGES_PER_DAY } from "../../../src/sandbox/billing/billing-on-demand.ts";
import { purchases } from "../../../src/sandbox/ledger/purchase-records.ts";
import { REFUND_DAYS } from "../../../src/sandbox/ledger/refund-policy.ts";
import { buildStore } from "../../../src/sandbox/seed/build-store.ts";
import { DEFAULT_SEED } from "../../../src/sandbox/seed/defaults.ts";
import { YEAR_PURCHASES } from "../../../src/sandbox/seed/history.ts";
import { SANDBOX_KEYS } from "../../../src/sandbox/wire/keys.ts";
import { MAX_NAMED } from "../../../src/server/call/foreign-texts.ts";
import { MINUTES_VALID } from "../../../src/server/confirm/confirmation.ts";
import { createSurfaces } from "../../../src/server/contract/surface.ts";
import { MAX_MS } from "../../../src/server/insights/answer-insight.ts";
import { MAX_INSIGHT_CHARS } from "../../../src/server/insights/fit-rows.ts";
import { INSIGHT_TOOLS } from "../../../src/server/insights/insight-tools.ts";
import { DEFAULT_DAYS } from "../../../src/server/insights/period.ts";
import { MAX_PARALLEL, PAGE_SIZE } from "../../../src/server/insights/reader/read-pages.ts";
import { KEPT } from "../../../src/server/mcp/mcp-server.ts";
import { PROMPTS } from "../../../src/server/mcp/prompts/serve-prompts.ts";
import { VARIABLES } from "../../../src/server/start/config/variables.ts";
import { servedTools } from "../../../src/server/start/served-tools.ts";
import { tools } from "../../support/generated-tools.ts";
import { PUBLISHED_TOOL_COUNT, SERVED_TOOL_COUNT } from "../../support/published-tools.ts";
import type { Claim } from "./claim.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const { whole } = createSurfaces(servedTools({ servesInsights: true }), {
  surface: "published",
  credentialTools: [],
  confirm: "money",
});
const listBytes = Buffer.byteLength(JSON.stringify({ tools: whole.list }));
const store = buildStore({ now: Date.parse("2026-03-16T09:15:00Z"), seed: DEFAULT_SEED, scale: "small" });
const toTens = (count: number) => Math.round(count / 10) * 10;

export const MORE_CLAIMS: readonly Claim[] = [
  ["README.md", "with # tools:", SERVED_TOOL_COUNT],
  ["README.md", "tools: # published tools", PUBLISHED_TOOL_COUNT],
  ["README.md", "published tools and # reports", INSIGHT_TOOLS.length],
  ["README.md", "Connected. # tools", SERVED_TOOL_COUNT],
  ["docs/clients.md", "server has # prompts", PROMPTS.length],
  ["docs/comparison.md", "at most # characters", MAX_INSIGHT_CHARS],
  ["docs/insights.md", "at most # characters", MAX_INSIGHT_CHARS],
  ["docs/insights.md", "by default) and #", MAX_MS],
  ["docs/insights.md", "pages of # rows", PAGE_SIZE],
  ["docs/insights.md", "rows, # at a time", MAX_PARALLEL],
  ["docs/insights.md", "today and the # before", (DEFAULT_DAYS - 1) * DAY_MS],
  ["docs/money.md", "arguments, within #", MINUTES_VALID * 60 * 1000],
  ["docs/money.md", "until the # are over", MINUTES_VALID * 60 * 1000],
  ["docs/security.md", "are named, # at most", MAX_NAMED],
  ["docs/sandbox.md", "its address and # keys", Object.keys(SANDBOX_KEYS).length],
  ["docs/sandbox.md", "| `--seed` | `#`", DEFAULT_SEED],
  ["docs/sandbox.md", "`small`: about #", toTens(purchases(store).size)],
  ["docs/sandbox.md", "`large`: #", YEAR_PURCHASES.large],
  ["docs/sandbox.md", "All # functions", tools.length],
  ["docs/sandbox.md", "and # times in 24 hours", MAX_CHARGES_PER_DAY],
  ["docs/sandbox.md", "after the # of the refund policy", REFUND_DAYS * DAY_MS],
  ["docs/api-changes.md", "without notice: # functions", tools.length],
  ["docs/api-changes.md", "knows the # functions", tools.length],
  ["docs/api-changes.md", "cache the list for #", KEPT.ttlMs],
  ["docs/architecture.md", "| # functions differ", tools.length],
  ["docs/decisions/0001-generate-data-write-behaviour.md", "**Context.** # functions", tools.length],
  ["docs/decisions/0006-surfaces-only-narrow.md", "a list of # tools", PUBLISHED_TOOL_COUNT],
  ["docs/performance.md", "| `tools/list`, at most … | # bytes", listBytes],
  ["docs/performance.md", "| `tools/list`, at most # bytes", LIST.limit],
  ["docs/performance.md", "and the insights | at most # bytes", LIST.limit],
  ["docs/performance.md", "of that after … | at most # %", MEMORY.limit],
  ["docs/performance.md", "first answer | at most # times", START.limit],
  ["docs/performance.md", "first answer, at most # times", START.limit],
  ["docs/performance.md", "direct call | at most # times", ADDED.limit],
  ["docs/performance.md", "event loop for at most # ms", HELD.limit],
  ["docs/performance.md", "writes at most # lines", LOGGED.limit],
  ["docs/performance.md", "orders | at most # s", INSIGHT.limit],
  ["docs/performance.md", "orders | … and # MiB above", INSIGHT_MEMORY.limit],
  ["docs/performance.md", "| `npm run regen` | at most # s", REGEN.limit],
  ["docs/performance.md", "a whole item before # characters", Number(VARIABLES.DIGISTORE24_MAX_RESULT_CHARS.default)],
];
