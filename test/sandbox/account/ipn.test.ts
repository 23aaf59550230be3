import { expect, test } from "vitest";
import { ipnFunctions } from "../../../src/sandbox/account/ipn.ts";
import { endConnections } from "../../../src/sandbox/account/ipn-records.ts";
import { buildStore } from "../../../src/sandbox/seed/build-store.ts";
import type { Call } from "../../../src/sandbox/wire/call.ts";
import { FULL_KEY, grantKey, NOW, openSandbox, READ_KEY, type WireArguments } from "../sandbox-client.ts";

const SETUP = { ipn_url: "https://club.example.com/ipn", name: "Club", product_ids: "67890", domain_id: "club" };

test("a connection is created, shown, overwritten as a whole and deleted", async () => {
  const { data } = openSandbox();
  const info = () => data("ipnInfo", { domain_id: "club" });
  expect(await info()).toEqual({ have_settings: "N" });
  const more = { transactions: "payment, refund", timing: "delayed", sha_passphrase: "sesam", categories: "orders" };
  const made = await data("ipnSetup", { ...SETUP, ...more, newsletter_send_policy: "end_if_optin" });
  expect(made).toMatchObject({ created: "Y", updated: "N", domain_id: "club", sha_passphrase: "sesam" });
  expect(await info()).toEqual({
    have_settings: "Y",
    domain_id: "club",
    ipn_url: "https://club.example.com/ipn",
    name: "Club",
    product_ids: "67890",
    categories: "orders",
    transactions: "payment,refund",
    timing: "delayed",
    sha_passphrase: "sesam",
    newsletter_send_policy: "end_if_optin",
  });
  const again = await data("ipnSetup", { ...SETUP, product_ids: "12345, 67890" });
  expect(again).toEqual({ ...made, created: "N", updated: "Y", sha_passphrase: "" });
  expect(await info()).toMatchObject({
    product_ids: "12345,67890",
    transactions: "payment,refund,chargeback,payment_missed",
    timing: "before_thankyou",
    newsletter_send_policy: "send_always",
  });
  expect(await data("ipnDelete", { domain_id: "club" })).toEqual({ modified: "Y" });
  expect(await data("ipnDelete", { domain_id: "club" })).toEqual({ modified: "N" });
  expect(await info()).toEqual({ have_settings: "N" });
});

test("ids are not reused after a connection has ended", async () => {
  const { data } = openSandbox();
  const first = await data("ipnSetup", SETUP);
  await data("ipnDelete", { domain_id: "club" });
  const second = await data("ipnSetup", SETUP);
  expect(second.ipn_id).toBe(first.ipn_id + 1);
  expect(second.ipn_config_id).toBe(first.ipn_config_id + 1);
});

test("a connection without domain_id is separate from the others", async () => {
  const { data } = openSandbox();
  const { domain_id: _, ...unnamed } = SETUP;
  expect(await data("ipnSetup", unnamed)).toMatchObject({ created: "Y", domain_id: "" });
  expect(await data("ipnInfo")).toMatchObject({ have_settings: "Y", name: "Club", domain_id: "" });
  expect(await data("ipnInfo", { domain_id: "shop.example.com" })).toMatchObject({ name: "Mitgliederbereich" });
});

test("the passphrase random becomes thirty unpredictable characters", async () => {
  const passphraseOf = async () =>
    (await openSandbox().data("ipnSetup", { ...SETUP, sha_passphrase: "random" })).sha_passphrase;
  const [one, other] = [await passphraseOf(), await passphraseOf()];
  expect(one).toMatch(/^\w{30}$/);
  expect(one).not.toBe(other);
});

test("each granted key has connections of its own; the fixed keys share theirs", async () => {
  const sandbox = openSandbox();
  const info = async (key: string) => (await sandbox.call("ipnInfo", { domain_id: "club" }, key)).data.have_settings;
  const granted = await grantKey(sandbox);
  await sandbox.call("ipnSetup", SETUP, granted);
  expect([await info(granted), await info(FULL_KEY), await info(READ_KEY)]).toEqual(["Y", "N", "N"]);
  await sandbox.call("ipnSetup", SETUP, FULL_KEY);
  expect([await info(granted), await info(FULL_KEY), await info(READ_KEY)]).toEqual(["Y", "Y", "Y"]);
});

// An ended key never works again, so this cannot be seen over the API.
test("all connections of a key end with it, and no other", () => {
  const store = buildStore({ now: NOW.getTime(), seed: 24, scale: "small" });
  const clock = { now: store.createdAt, accountStart: store.account.startedAt };
  const call = (functionName: string, granted: string, domain_id: string) => {
    const key = { account: 100001, right: "full", granted } as const;
    const args = { ...SETUP, domain_id };
    const caller = { key, origin: "http://localhost" };
    const handOver = { acceptsLoopback: false };
    const made: Call = { functionName, args, clock, store, language: "de", account: key.account, caller, handOver };
    return ipnFunctions[functionName]?.(made);
  };
  for (const [key, domainId] of [
    ["mine", "club"],
    ["mine", "shop"],
    ["other", "club"],
  ] as const) {
    expect(call("ipnSetup", key, domainId)).toMatchObject({ created: "Y" });
  }
  endConnections(store, "mine");
  expect(call("ipnInfo", "mine", "club")).toEqual({ have_settings: "N" });
  expect(call("ipnInfo", "mine", "shop")).toEqual({ have_settings: "N" });
  expect(call("ipnInfo", "other", "club")).toMatchObject({ have_settings: "Y" });
});

const REFUSED: [WireArguments, number][] = [
  [{ ipn_url: "http://club.example.com/ipn" }, 3],
  [{ ipn_url: "https://localhost/ipn" }, 3],
  [{ transactions: "payment,refunds" }, 3],
  [{ timing: "later" }, 3],
  [{ sha_passphrase: "x".repeat(64) }, 3],
  [{ product_ids: "67890,1" }, 4],
  [{ product_ids: "all,67890" }, 4],
  [{ vendor_id: "100002" }, 4],
];
test.each(REFUSED)("%j is refused, and nothing is set up", async (wrong, code) => {
  const { call, data } = openSandbox();
  expect(await call("ipnSetup", { ...SETUP, ...wrong })).toMatchObject({ result: "error", code });
  expect(await data("ipnInfo", { domain_id: "club" })).toEqual({ have_settings: "N" });
  expect(await call("ipnSetup", { ...SETUP, vendor_id: "100001" })).toMatchObject({ result: "success" });
});
