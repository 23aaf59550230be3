import { type Job, missingJobs, refundsOnProof } from "../contract/missing-jobs.ts";
import type { Narrowing } from "../contract/narrowing.ts";
import type { Surface } from "../contract/surface.ts";

/** Codex shows its model only so much of the instructions. */
const MAX_SUMMARY_CHARS = 512;

const JOB_NAMES: Readonly<Record<Job, string>> = {
  refunding: "refunds",
  stopping: "stopping payments",
  deleting: "deleting",
};

/** A server is built for each request, but a surface lasts. */
const written = new WeakMap<Surface, string>();

/** Facts that help an agent. Some clients do not show them, so each tool's description also stands alone. */
export function instructionsFor(surface: Surface): string {
  const text = written.get(surface) ?? writeFor(surface);
  written.set(surface, text);
  return text;
}

function writeFor(surface: Surface): string {
  return [
    // The cut falls between two sentences.
    summaryOf(surface).padEnd(MAX_SUMMARY_CHARS),
    "The account's data: products, order forms, payment plans, vouchers, purchases, e-tickets, affiliates, statistics. Digistore24 is the merchant of record.",
    'Times: "2026-03-31 14:30:00" (server time, Germany), ISO 8601 with zone, "now", or relative: -24h, -7d, -6M (M months, m minutes), -2Y; "start" is the account\'s first day in purchase, transaction and commission lists. Dates: YYYY-MM-DD. Without `from` those lists cover the last 24 hours.',
    "Amounts use a dot (89.99), currencies 3 letters (EUR), countries 2 (DE), languages 2 (de). Billing intervals are <n>_<unit>: 1_month, 12_month, 7_day. number_of_installments: 0 subscription, 1 single payment, 2 or more installments.",
    'Send only arguments you mean: what is left out stays as it is, "" clears a field. Several ids in one argument are a comma list.',
    ...insightsOf(surface),
    "To count, ask for page_size 1 and read the summary or item_count. List tools take `_fields` (dotted names) to return only those fields. Long answers are cut at whole items and say so.",
    'Flags in answers are "Y" or "N". modified "N" means that nothing was changed.',
    served(surface),
  ].join("\n");
}

function summaryOf(surface: Surface): string {
  return [
    "Digistore24 sells digital products; these tools act on the vendor account of the API key.",
    "Read before you write: get ids from list tools, and current values before an update.",
    "Tools that are not read-only act at once on the live account.",
    "Ask the user before anything that moves money, mails a buyer or deletes.",
    ...describeMissingJobs(surface),
  ].join(" ");
}

function describeMissingJobs(surface: Surface): string[] {
  const missing = missingJobs(surface).map((job) =>
    job === "refunding" && refundsOnProof(surface)
      ? `${JOB_NAMES[job]} (except by service proof requests)`
      : JOB_NAMES[job],
  );
  const elsewhere = surface.isFull ? "" : ' or a server with the surface "full"';
  return missing.length === 0
    ? []
    : [`Not possible here: ${missing.join(", ")}. For these, use Digistore24's web interface${elsewhere}.`];
}

/** Adding up pages of a list costs an agent many calls, and goes wrong. */
function insightsOf({ tools }: Surface): string[] {
  const insights = [...tools.values()].filter(({ definition }) => definition.toolset === "insights");
  const names = insights.map(({ definition }) => definition.name).join(", ");
  return names === "" ? [] : [`For sums and overviews, call ${names} first: one call reads all pages.`];
}

function served({ name, asked, isPart, list }: Surface): string {
  const tools = `${list.length} ${list.length === 1 ? "tool" : "tools"}`;
  if (asked === undefined || !isPart) {
    return `Served here: ${tools} (surface "${name}").`;
  }
  return `This connection has only a part of the server's tools: ${tools} (${name}). ${whereOthersAre(asked)}`;
}

function whereOthersAre({ isFromOptions, withheld }: Narrowing): string {
  if (isFromOptions) {
    return "It was started with options that leave out the others.";
  }
  return withheld === undefined
    ? "Others may be served at its other addresses."
    : "The user left out the others when they connected this agent, and can connect it again to allow more.";
}
