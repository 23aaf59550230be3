import { formatTime } from "../kit/time.ts";
import { readPeriod } from "../orders/sale-list.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { countPages, cutPage, readPage } from "../wire/paging.ts";
import type { Texts } from "../wire/refusal.ts";
import { type ChangeType, changesUntil } from "./rebilling-changes.ts";

const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 1_000;

export const rebillingListFunctions: Handlers = { listRebillingStatusChanges };

const CHANGE_LABELS = {
  rebill_cancelled: { de: "Zahlungen beendet", en: "Payments ended" },
  rebill_resumed: { de: "Zahlungen wieder aufgenommen", en: "Payments resumed" },
  last_paid_day: { de: "Letzter bezahlter Tag", en: "Last day that was paid for" },
} as const satisfies Record<ChangeType, Texts>;

/** The default period is the last 24 hours. */
function listRebillingStatusChanges({ args, clock, store, language }: Call) {
  const { from, to } = readPeriod(args, clock);
  const page = readPage(args, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  const found = changesUntil(store, clock.now).filter(({ at }) => at >= from && at <= to);
  return {
    from: formatTime(from),
    to: formatTime(to),
    page_no: page.number,
    page_size: page.size,
    page_count: countPages(found.length, page),
    item_count: found.length,
    items: cutPage(found, page).map(({ id, purchaseId, at, paySequence, type }) => ({
      id,
      purchase_id: purchaseId,
      created_at: formatTime(at),
      pay_sequence_no: paySequence,
      type,
      type_msg: CHANGE_LABELS[type][language],
    })),
  };
}
