import type { ShopReader } from "./shop-reader.ts";

/** The ids of the buyers whose record is not older than a time. Undefined if the list has more pages than may be read. */
export async function readNewBuyers(shop: ShopReader, since: string): Promise<ReadonlySet<string> | undefined> {
  // The list can neither be searched nor sorted.
  const list = { path: "/listBuyers", args: {}, field: "items", isOptional: true } as const;
  const { rows, isComplete } = await shop.pages(list, ({ id, created_at: at }) =>
    String(at) >= since ? String(id) : undefined,
  );
  return isComplete ? new Set(rows) : undefined;
}
