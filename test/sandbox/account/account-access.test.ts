import { expect, test } from "vitest";
import { openSandbox, type WireArguments } from "../sandbox-client.ts";

const LOGIN = {
  purchase_id: "P4W8ZT3B",
  platform_name: "Musterclub",
  login_name: "jonas",
  login_url: "https://www.example.com/login",
  number_of_unlocked_lectures: "3",
  total_number_of_lectures: "8",
};

test("access is shown in both directions, in the language of the call", async () => {
  const { data } = openSandbox();
  const { by_me, to_me } = await data("listAccountAccess");
  expect(by_me).toMatchObject([{ id: 71001, owner_id: 100001, accessor_id: 200004, permissions: "can_full_access" }]);
  expect(by_me[0]).toMatchObject({
    permissions_msg: "Voller Zugriff",
    can_edit_products: "Y",
    can_give_permissions: "N",
  });
  expect(to_me).toMatchObject([{ accessor_id: 100001 }]);
  expect((await data("listAccountAccess", { language: "en" })).by_me[0].permissions_msg).toBe("Full access");
});

test("the account is the one of the key", async () => {
  const { call } = openSandbox();
  const { data } = await call("listAccountAccess", {}, "200002-SANDBOXFULLACCESS");
  expect(data).toMatchObject({ by_me: [{ owner_id: 200002 }], to_me: [{ accessor_id: 200002 }] });
});

test("a login is accepted without a comment, at the current time or an earlier one", async () => {
  const { data } = openSandbox();
  expect(await data("logMemberAccess", LOGIN)).toEqual([]);
  expect(await data("logMemberAccess", { ...LOGIN, login_at: "2026-02-01 20:15:00" })).toEqual([]);
});

const refused: [WireArguments, number, string][] = [
  [{ purchase_id: "NONE" }, 4, "Purchase not found: NONE"],
  [{ login_url: "club" }, 3, "Invalid value for login_url"],
  [{ platform_name: "x".repeat(256) }, 3, "Invalid value for platform_name"],
  [{ number_of_unlocked_lectures: "-1" }, 3, "Invalid value for number_of_unlocked_lectures"],
  [{ total_number_of_lectures: "many" }, 3, "Invalid value for total_number_of_lectures"],
  [{ number_of_unlocked_lectures: "9" }, 3, "is greater than total_number_of_lectures"],
  [{ login_at: "yesterday" }, 3, "Invalid value for login_at"],
  [{ login_at: "2026-03-17 00:00:00" }, 3, "between the purchase and now"],
  [{ login_at: "2026-01-01 00:00:00" }, 3, "between the purchase and now"],
];
test.each(refused)("a login with %j is refused", async (wrong, code, message) => {
  const { call } = openSandbox();
  const envelope = await call("logMemberAccess", { ...LOGIN, ...wrong, language: "en" });
  expect(envelope).toMatchObject({ result: "error", code });
  expect(envelope.message).toContain(message);
});
