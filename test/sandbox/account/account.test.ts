import { expect, test } from "vitest";
import { openSandbox, READ_KEY } from "../sandbox-client.ts";

test("getUserInfo names the account and its roles for each of the two keys", async () => {
  const { call } = openSandbox();
  const { data } = await call("getUserInfo", { language: "en" }, READ_KEY);
  expect(data).toEqual({
    user_id: 100001,
    user_name: "musterhaus",
    granted_roles: "vendor,affiliate",
    granted_roles_msg: "Vendor, Affiliate",
  });
});

test("ping shows the time in Germany, in summer and winter", async () => {
  let now = new Date("2026-03-29T00:59:59Z");
  const { data } = openSandbox({ now: () => now });
  expect(await data("ping")).toEqual({ server_time: "2026-03-29 01:59:59" });
  now = new Date("2026-03-29T01:00:00Z");
  expect(await data("ping")).toEqual({ server_time: "2026-03-29 03:00:00" });
});
