import type { Surface } from "../contract/surface.ts";

/** Facts that an agent needs once, so that no tool's description has to repeat them. */
export function instructionsFor(surface: Surface): string {
  return [
    "Digistore24 is a sales platform (merchant of record) for digital products. These tools act on the vendor account of the API key: products, order forms, payment plans, vouchers, purchases, e-tickets, affiliates, statistics.",
    "Read before you write: get ids from the list tools and the current values before an update. Tools marked read-only change nothing; all others act at once on the live account. Ask the user before anything that moves money, mails a buyer or deletes.",
    'Times: "2026-03-31 14:30:00" (server time, Germany), ISO 8601 with zone, "now", or relative: -24h, -7d, -6M (M months, m minutes), -2Y; "start" is the account\'s first day in purchase, transaction and commission lists. Dates: YYYY-MM-DD. Without `from` those lists cover the last 24 hours.',
    "Amounts use a dot (89.99), currencies 3 letters (EUR), countries 2 (DE), languages 2 (de). Billing intervals are <n>_<unit>: 1_month, 12_month, 7_day. number_of_installments: 0 subscription, 1 single payment, 2 or more installments.",
    'Send only arguments you mean: what is left out stays as it is, "" clears a field. Several ids in one argument are a comma list.',
    "To count, ask for page_size 1 and read the summary or item_count. List tools take `_fields` (dotted names) to return only those fields. Long answers are cut at whole items and say so.",
    'Flags in answers are "Y" or "N". modified "N" means that nothing was changed.',
    served(surface),
  ].join("\n");
}

function served({ name, isNarrowed, list }: Surface): string {
  const tools = `${list.length} ${list.length === 1 ? "tool" : "tools"}`;
  return isNarrowed
    ? `This connection has only a part of the server's tools: ${tools} (${name}). Others may be served at its other addresses.`
    : `Served here: ${tools} (surface "${name}").`;
}
