import { pickNumber } from "../kit/random.ts";
import type { Store } from "../kit/store.ts";
import { addInterval, formatTime, type Instant } from "../kit/time.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import { transactionsOf } from "../ledger/transaction-records.ts";
import { findPurchase } from "../orders/read-purchase.ts";
import { categoryOf, isPaidBack, randomOf } from "../orders/sold-goods.ts";
import { asList, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { isUsable } from "./licenses.ts";

interface DownloadFile {
  readonly headline: string;
  readonly name: string;
  readonly bytes: number;
}

const FILE_OF_PRODUCT: Readonly<Record<number, DownloadFile>> = {
  12345: { headline: "Kursunterlagen", name: "kurs.pdf", bytes: 1_048_576 },
  67890: { headline: "Begleitheft", name: "begleitheft.pdf", bytes: 655_360 },
};
const OTHER_FILE: DownloadFile = { headline: "Unterlagen", name: "unterlagen.pdf", bytes: 524_288 };
/** The number of downloads per file, and the period in which they are possible. */
const DOWNLOADS = 10;
const DOWNLOAD_TERM = "1_year";
const KNOWN_PURCHASE_ID = "K7M2QX9A";

export const downloadFunctions: Handlers = { getPurchaseDownloads };

/** By the ids of purchase and item. Only digital goods have downloads. */
function getPurchaseDownloads({ args, store, clock }: Call) {
  const purchases = readRequired(args, "purchase_id", asList).map((id) => findPurchase(store, id));
  const downloads = purchases.map((purchase) => {
    const isDigital = purchase.role === "vendor" && categoryOf(store, purchase.productId) === "digital";
    return [purchase.id, isDigital ? { [purchase.itemId]: [downloadAnswer(store, purchase, clock.now)] } : {}];
  });
  return { downloads: Object.fromEntries(downloads) };
}

function downloadAnswer(store: Store, purchase: Purchase, now: Instant) {
  const file = FILE_OF_PRODUCT[purchase.productId] ?? OTHER_FILE;
  const until = addInterval(purchase.createdAt, DOWNLOAD_TERM) ?? purchase.createdAt;
  const isPaid = !isPaidBack(store, purchase.id);
  return {
    url: `https://www.digistore24.com/download/${purchase.itemId}/EXAMPLE`,
    downloads_total: DOWNLOADS,
    downloads_tries: triesOf(store, purchase),
    is_access_granted: isPaid && isUsable(store, purchase, now) && now < until ? "Y" : "N",
    is_purchase_paid: isPaid ? "Y" : "N",
    headline: file.headline,
    instructions: "",
    file_name: file.name,
    file_ext: file.name.split(".").at(-1) ?? "",
    file_size: file.bytes,
    download_until: formatTime(until),
  };
}

/** The sandbox offers no downloads, so these are from before the shop was made. */
function triesOf(store: Store, purchase: Purchase): number {
  if (purchase.id === KNOWN_PURCHASE_ID) {
    return 1;
  }
  const wasPaid = transactionsOf(store, purchase.id).some(
    ({ type, createdAt }) => type === "payment" && createdAt < store.createdAt,
  );
  return wasPaid ? pickNumber(randomOf(store, purchase), 0, 4) : 0;
}
