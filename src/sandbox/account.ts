import type { Call, Handlers } from "./call.ts";
import type { Texts } from "./refusal.ts";
import { formatTime } from "./time.ts";

const ROLE_NAMES: Readonly<Record<string, Texts>> = {
  vendor: { de: "Vendor", en: "Vendor" },
  affiliate: { de: "Affiliate", en: "Affiliate" },
};

export const accountFunctions: Handlers = {
  ping: ({ clock }) => ({ server_time: formatTime(clock.now) }),
  getUserInfo,
};

function getUserInfo({ store, language, account }: Call) {
  const { userName, roles } = store.account;
  return {
    user_id: account,
    user_name: userName,
    granted_roles: roles.join(","),
    granted_roles_msg: roles.map((role) => ROLE_NAMES[role]?.[language] ?? role).join(", "),
  };
}
