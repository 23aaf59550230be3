import { USUAL_START } from "../catalogue/shop-start.ts";
import type { Account } from "../kit/store.ts";
import { addMonths, type Instant } from "../kit/time.ts";

/** The minimum age of everything on sale. */
const SHOP_AGE_MONTHS = 20;

/** The vendor whose shop this is. */
export function seedAccount(now: Instant): Account {
  return {
    userName: "musterhaus",
    roles: ["vendor", "affiliate"],
    currency: "EUR",
    language: "de",
    startedAt: Math.min(USUAL_START, addMonths(now, -SHOP_AGE_MONTHS)),
  };
}
