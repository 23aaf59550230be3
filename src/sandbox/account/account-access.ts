import { readPurchase } from "../orders/read-purchase.ts";
import { asCount, asTextUpTo, readOptional, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { type Language, notPossible, type Texts } from "../wire/refusal.ts";
import { asTime } from "../wire/time-arguments.ts";
import { asWebAddress } from "../wire/web-address.ts";

const FULL_ACCESS: Texts = { de: "Voller Zugriff", en: "Full access" };
const RIGHTS = [
  ...["can_see_non_affiliate_purchases", "can_approve_affiliations", "can_see_edit_marketplace_link"],
  ...["can_edit_products", "can_edit_affiliate_commissions", "can_read_mail_history", "can_approve_purchases"],
  ...["can_edit_purchases_approval_policy", "can_see_revenue", "can_edit_discount_vouchers", "can_csv_export"],
];
const ASSISTANT_ID = 200_004;
const PARTNER_ID = 200_011;
const MAX_TEXT_CHARS = 255;

export const accountAccessFunctions: Handlers = { listAccountAccess, logMemberAccess };

/** Access is granted and removed only on the website, so no call changes these. */
function listAccountAccess({ account, language }: Call) {
  const byMe = { id: 71001, owner_id: account, accessor_id: ASSISTANT_ID };
  const toMe = { id: 71002, owner_id: PARTNER_ID, accessor_id: account };
  return {
    by_me: [{ ...byMe, ...fullAccess("2025-12-01 10:00:00", language) }],
    to_me: [{ ...toMe, ...fullAccess("2026-01-12 14:30:00", language) }],
  };
}

/** Everything except granting access to others. */
function fullAccess(createdAt: string, language: Language) {
  return {
    permissions: "can_full_access",
    permissions_msg: FULL_ACCESS[language],
    created_at: createdAt,
    modified_at: createdAt,
    ...Object.fromEntries(RIGHTS.map((right) => [right, "Y"])),
    can_give_permissions: "N",
  };
}

/** No function shows log entries, so they are checked but not kept. */
function logMemberAccess(call: Call) {
  const { args, clock } = call;
  const purchase = readPurchase(call);
  for (const name of ["platform_name", "login_name"]) {
    readRequired(args, name, asTextUpTo(MAX_TEXT_CHARS));
  }
  readRequired(args, "login_url", asWebAddress);
  const unlocked = readRequired(args, "number_of_unlocked_lectures", asCount);
  if (unlocked > readRequired(args, "total_number_of_lectures", asCount)) {
    throw notPossible({
      de: "number_of_unlocked_lectures ist größer als total_number_of_lectures",
      en: "number_of_unlocked_lectures is greater than total_number_of_lectures",
    });
  }
  const loginAt = readOptional(args, "login_at", (argument) => asTime(argument, clock)) ?? clock.now;
  if (loginAt > clock.now || loginAt < purchase.createdAt) {
    throw notPossible({
      de: "login_at muss zwischen dem Kauf und jetzt liegen",
      en: "login_at has to be between the purchase and now",
    });
  }
  return {};
}
