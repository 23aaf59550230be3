import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RunningEndpoint } from "../../support/endpoint.ts";
import { hasRedis, type RunningRedis, useRedis } from "../../support/redis.ts";
import { sendForm } from "./form.ts";
import {
  CLUB,
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

async function withRedis<T>({ url }: RunningRedis, use: (store: Redis) => Promise<T>): Promise<T> {
  const store = new Redis(url);
  try {
    return await use(store);
  } finally {
    store.disconnect();
  }
}

const isReplay = ({ answer }: { answer: Readonly<Record<string, unknown>> }) =>
  String(answer["_note"]).includes("nothing was done again");

describe("several instances without Redis", () => {
  test.each([
    { name: "with a common secret", env: SECRET },
    { name: "which mask buyers, each in its own way", env: { ...SECRET, DIGISTORE24_MASK_PERSONAL_DATA: "true" } },
  ])("refuse each other's confirmations: $name", async ({ env }) => {
    const [one, two] = [await open(env), await open(env)];
    const confirmation = await confirmationFor(one.client, NAME, ARGS);
    const { isError, text } = await call(two.client, NAME, { ...ARGS, confirmation });
    expect({ isError, text }).toEqual({ isError: true, text: expect.stringContaining("is not known here") });
    expect(await shop.received(NAME)).toBe(0);
    expect((await call(one.client, NAME, { ...ARGS, confirmation })).answer).toMatchObject({ modified: "Y" });
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

  test("take each other's confirmations though each masks buyers in its own way", async () => {
    const env = { ...SECRET, REDIS_URL: redis.url, DIGISTORE24_MASK_PERSONAL_DATA: "true" };
    const [three, four] = [await open(env), await open(env)];
    const confirmation = await confirmationFor(three.client, NAME, ARGS);
    expect((await call(four.client, NAME, { ...ARGS, confirmation })).answer).toMatchObject({ modified: "Y" });
  });

  test("take a confirmation that was given before both were restarted", async () => {
    const confirmation = await confirmationFor(one.client, NAME, ARGS);
    const restarted = await open({ ...SECRET, REDIS_URL: redis.url });
    expect((await call(restarted.client, NAME, { ...ARGS, confirmation })).answer).toMatchObject({ modified: "Y" });
  });

  describe("run no charge twice", () => {
    const CHARGE = "PostCreateaddonchangepurchase";
    const CHARGED = { purchase_id: CLUB.id, addons: [{ product_id: 24680 }] };

    async function charged(): Promise<object> {
      const confirmed = { ...CHARGED, confirmation: await confirmationFor(one.client, CHARGE, CHARGED) };
      expect((await call(one.client, CHARGE, confirmed)).isError).toBe(false);
      return confirmed;
    }

    async function expectNotChargedAgain({ client }: Instance, confirmed: object): Promise<void> {
      const { isError, text } = await call(client, CHARGE, confirmed);
      expect({ isError, text }).toEqual({
        isError: true,
        text: expect.stringContaining("the Redis of this server has"),
      });
      expect(await shop.received("createAddonChangePurchase")).toBe(1);
    }

    test("if Redis has lost everything since", async () => {
      const confirmed = await charged();
      await withRedis(redis, (store) => store.flushall());
      await expectNotChargedAgain(two, confirmed);
    });

    test("if a Redis has taken over that missed the use", async () => {
      const confirmation = await confirmationFor(one.client, CHARGE, CHARGED);
      const kept = await withRedis(redis, async (store) => {
        const [key = ""] = await store.keys("digistore24-mcp:confirmation:*");
        return [key, (await store.get(key)) ?? ""] as const;
      });
      const confirmed = { ...CHARGED, confirmation };
      expect((await call(one.client, CHARGE, confirmed)).isError).toBe(false);
      const replica = await startRedis();
      await withRedis(replica, (store) => store.set(...kept));
      await expectNotChargedAgain(await open({ ...SECRET, REDIS_URL: replica.url }), confirmed);
    });
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
    const [keys, kept] = await withRedis(redis, async (store) => {
      const names = (await store.keys("*")).sort();
      return [names, await Promise.all(names.map((key) => store.get(key)))] as const;
    });
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
