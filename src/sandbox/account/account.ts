import { formatTime } from "../kit/time.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { isAffiliateOnly } from "../wire/keys.ts";
import type { Texts } from "../wire/refusal.ts";

const ROLE_NAMES: Readonly<Record<string, Texts>> = {
  vendor: { de: "Vendor", en: "Vendor" },
  affiliate: { de: "Affiliate", en: "Affiliate" },
};

export const userFunctions: Handlers = {
  ping: ({ clock }) => ({ server_time: formatTime(clock.now) }),
  getUserInfo,
};

function getUserInfo({ store, language, account, caller }: Call) {
  const { userName } = store.account;
  const roles = isAffiliateOnly(caller.key) ? ["affiliate"] : store.account.roles;
  return {
    user_id: account,
    user_name: userName,
    granted_roles: roles.join(","),
    granted_roles_msg: roles.map((role) => ROLE_NAMES[role]?.[language] ?? role).join(", "),
  };
}
