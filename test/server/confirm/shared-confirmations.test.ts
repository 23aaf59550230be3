import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningEndpoint } from "../../support/endpoint.ts";
import { hasRedis, type RunningRedis, useRedis } from "../../support/redis.ts";
import { sendForm } from "./form.ts";
import {
  COURSE,
  call,
  confirmationFor,
  NOTHING_CHANGED,
  openInstance,
  openShop,
  plainClient,
  type Shop,
} from "./shop.ts";

const NAME = "refundPartially";
const ARGS = { purchase_id: COURSE.id, amount: 5 };
const SECRET = { KEY_HASH_SECRET: "a secret of all instances" };
const YES = { action: "accept", content: { typed: "5.00 EUR" } };

let shop: Shop;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => shop.sandbox.reset());
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});
afterAll(() => shop.close());

interface Instance {
  readonly endpoint: RunningEndpoint;
  readonly client: Awaited<ReturnType<typeof plainClient>>;
}

/** An instance in front of the same API. */
async function open(env: Record<string, string>): Promise<Instance> {
  const endpoint = await openInstance(shop.sandbox, env);
  closing.push(() => endpoint.close());
  const client = await plainClient({ endpoint });
  closing.push(() => client.close());
  return { endpoint, client };
}

const isReplay = ({ answer }: { answer: Readonly<Record<string, unknown>> }) =>
  String(answer["_note"]).includes("nothing was done again");

describe("several instances without Redis", () => {
  test("take each other's confirmations if they share KEY_HASH_SECRET, but each of them once", async () => {
    const [one, two] = [await open(SECRET), await open(SECRET)];
    const confirmed = { ...ARGS, confirmation: await confirmationFor(one.client, NAME, ARGS) };
    expect((await call(two.client, NAME, confirmed)).answer).toMatchObject({ modified: "Y" });
    expect(isReplay(await call(two.client, NAME, confirmed))).toBe(true);
    // What was refunded shows in the order, so the other instance notices here. A charge would not show.
    const { isError, text } = await call(one.client, NAME, confirmed);
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("this has changed") });
    expect(await shop.received(NAME)).toBe(1);
  });

  test("run a call once each if the order does not show it", async () => {
    const [one, two] = [await open(SECRET), await open(SECRET)];
    const [name, args] = [
      "PostCreateaddonchangepurchase",
      { purchase_id: "P4W8ZT3B", addons: [{ product_id: 24680 }] },
    ];
    const confirmed = { ...args, confirmation: await confirmationFor(one.client, name, args) };
    await call(one.client, name, confirmed);
    await call(two.client, name, confirmed);
    expect(await shop.received("createAddonChangePurchase")).toBe(2);
  });

  test("take each other's confirmations though each masks buyers in its own way", async () => {
    const env = { ...SECRET, DIGISTORE24_MASK_PERSONAL_DATA: "true" };
    const [one, two] = [await open(env), await open(env)];
    const confirmation = await confirmationFor(one.client, NAME, ARGS);
    expect((await call(two.client, NAME, { ...ARGS, confirmation })).answer).toMatchObject({ modified: "Y" });
  });

  test("know nothing of each other's confirmations without a common secret", async () => {
    const [one, two] = [await open({}), await open({})];
    const confirmation = await confirmationFor(one.client, NAME, ARGS);
    const { text } = await call(two.client, NAME, { ...ARGS, confirmation });
    expect(text).toContain("the confirmation is not one that was given for this tool");
    expect(await shop.received(NAME)).toBe(0);
  });
});

if (!hasRedis) {
  process.stderr.write("redis-server is not installed: the tests of shared confirmations are skipped\n");
}

describe.skipIf(!hasRedis)("several instances with one Redis", () => {
  const startRedis = useRedis();
  let redis: RunningRedis;
  let one: Instance;
  let two: Instance;

  beforeEach(async () => {
    redis = await startRedis();
    const env = { ...SECRET, REDIS_URL: redis.url, MONEY_LIMIT: "EUR 50/day" };
    [one, two] = [await open(env), await open(env)];
  });

  test("run a call once, and the other returns the first result", async () => {
    const confirmed = { ...ARGS, confirmation: await confirmationFor(one.client, NAME, ARGS) };
    expect(isReplay(await call(one.client, NAME, confirmed))).toBe(false);
    const again = await call(two.client, NAME, confirmed);
    expect(again.answer).toMatchObject({ modified: "Y" });
    expect(isReplay(again)).toBe(true);
    expect(await shop.received(NAME)).toBe(1);
  });

  test("run a call once if it arrives at both at once, and both get the result", async () => {
    const confirmed = { ...ARGS, confirmation: await confirmationFor(one.client, NAME, ARGS) };
    const both = await Promise.all([one, two].map(({ client }) => call(client, NAME, confirmed)));
    expect(both.map(({ answer }) => answer["modified"])).toEqual(["Y", "Y"]);
    expect(both.filter(isReplay)).toHaveLength(1);
    expect(await shop.received(NAME)).toBe(1);
  });

  test("know a form's answer and a no of each other", async () => {
    const { state } = await sendForm(one, { name: NAME, args: ARGS });
    await sendForm(two, { name: NAME, args: ARGS, state, answer: { action: "decline" } });
    const { isError, text } = await sendForm(one, { name: NAME, args: ARGS, state, answer: YES });
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("the person declined") });
    expect(await shop.received(NAME)).toBe(0);
  });

  test("return the first failure too, and the other cannot try again", async () => {
    const confirmed = { ...ARGS, confirmation: await confirmationFor(one.client, NAME, ARGS) };
    await shop.sandbox.setFaults([{ kind: "reset-after", functions: [NAME], times: 1 }]);
    const first = await call(one.client, NAME, confirmed);
    const again = await call(two.client, NAME, confirmed);
    expect(again).toMatchObject({ isError: true, text: expect.stringContaining(first.text) });
    expect(await shop.received(NAME)).toBe(1);
  });

  test("carry out a call later, and once, if nothing was sent the first time", async () => {
    const confirmed = { ...ARGS, confirmation: await confirmationFor(one.client, NAME, ARGS) };
    await shop.sandbox.setFaults([{ kind: "bad-gateway", functions: ["getPurchase"] }]);
    for (const { text } of await Promise.all([one, two].map(({ client }) => call(client, NAME, confirmed)))) {
      expect(text).toContain("The confirmation is not used up");
    }
    await shop.sandbox.setFaults([]);
    const both = await Promise.all([one, two].map(({ client }) => call(client, NAME, confirmed)));
    expect(both.map(({ answer }) => answer["modified"])).toEqual(["Y", "Y"]);
    expect(both.filter(isReplay)).toHaveLength(1);
    expect(await shop.received(NAME)).toBe(1);
  });

  test("count what was moved together", async () => {
    const part = { ...ARGS, amount: 30 };
    await call(one.client, NAME, { ...part, confirmation: await confirmationFor(one.client, NAME, part) });
    const { isError, text } = await call(two.client, NAME, part);
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("left today: 20.00 EUR") });
    expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  });

  test("keep nothing in Redis that can be read", async () => {
    const confirmed = { ...ARGS, confirmation: await confirmationFor(one.client, NAME, ARGS) };
    const { text } = await call(one.client, NAME, confirmed);
    const { Redis } = await import("ioredis");
    const reader = new Redis(redis.url);
    const keys = (await reader.keys("*")).sort();
    const kept = await Promise.all(keys.map((key) => reader.get(key)));
    reader.disconnect();
    expect(keys).toEqual([
      expect.stringMatching(/^digistore24-mcp:confirmation:[\w-]{16}$/),
      expect.stringMatching(/^digistore24-mcp:money:100001:EUR:\d{4}-\d\d-\d\d$/),
    ]);
    expect(kept[1]).toBe("500");
    expect(text).toContain("modified");
    expect(kept[0]).toMatch(/^[\w-]{60,}$/);
    expect(Buffer.from(kept[0] ?? "", "base64url").toString("latin1")).not.toContain("modified");
  });

  test("refuse what was confirmed when Redis has gone, and say so", async () => {
    const confirmation = await confirmationFor(one.client, NAME, ARGS);
    await redis.kill();
    const { isError, text } = await call(one.client, NAME, { ...ARGS, confirmation });
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("Redis, which remembers") });
    expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
    expect(await shop.received(NAME)).toBe(0);
  });

  test("ask for nothing new when Redis has gone, as the limit is not known", async () => {
    await redis.kill();
    const { isError, text } = await call(one.client, NAME, ARGS);
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("Redis, which counts") });
    expect(text.endsWith(NOTHING_CHANGED)).toBe(true);
  });

  test("still read when Redis has gone", async () => {
    await redis.kill();
    expect((await call(one.client, "GetGetpurchase", { purchase_id: COURSE.id })).isError).toBe(false);
  });
});
