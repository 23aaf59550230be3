import { request } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { buildSandbox } from "../../../src/sandbox/http/app.ts";
import { GENERATED_REGISTRY } from "../../../src/sandbox/http/generated-registry.ts";
import { FULL_KEY, NOW, openSandbox } from "../sandbox-client.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function listen(): Promise<string> {
  const app = buildSandbox({ registry: GENERATED_REGISTRY, now: () => NOW });
  closing.push(() => app.close());
  return app.listen({ port: 0, host: "127.0.0.1" });
}

describe("the key", () => {
  test.each(["ping", "listProducts", "noSuchFunction"])("is required by %s", async (functionName) => {
    const { call } = openSandbox();
    expect(await call(functionName, {}, "")).toMatchObject({
      result: "error",
      code: 2,
      message: "Kein API-Schlüssel angegeben.",
    });
    expect(await call(functionName, { language: "en" }, "")).toMatchObject({ message: "No API key given." });
  });

  test.each(["100001-WRONG", "100001-sandboxfullaccess", " "])("%j is refused", async (key) => {
    const { call } = openSandbox();
    expect(await call("ping", { language: "en" }, key)).toMatchObject({
      code: 2,
      message: "The API key is invalid.",
    });
  });

  test("in the address is refused", async () => {
    const { app } = openSandbox();
    const answer = await app.inject({ method: "GET", url: `/api/call/${FULL_KEY}/json/ping` });
    expect(answer.statusCode).toBe(404);
  });
});

describe("the address", () => {
  test.each(["ping", "ping/json", "ping/format/json"])("%s answers every method that clients use", async (path) => {
    const { app } = openSandbox();
    for (const method of ["GET", "POST", "PUT", "DELETE"] as const) {
      const headers = { "x-ds-api-key": FULL_KEY, "content-length": "0" };
      const answer = await app.inject({ method, url: `/api/call/${path}`, headers });
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({ result: "success", data: { server_time: "2026-03-16 10:15:00" } });
    }
  });

  test("takes the arguments of GET from the query, brackets included", async () => {
    const { app } = openSandbox();
    const url = "/api/call/listPurchases?from=start&search%5Bpurchase_id%5D=K7M2QX9A";
    const answer = await app.inject({ method: "GET", url, headers: { "x-ds-api-key": FULL_KEY } });
    expect(answer.json().data.purchase_list).toHaveLength(1);
  });

  test.each(["PUT", "DELETE", "POST"] as const)("takes the arguments of %s from query and form", async (method) => {
    const { app, data } = openSandbox();
    const headers = { "x-ds-api-key": FULL_KEY, "content-type": "application/x-www-form-urlencoded" };
    const url = "/api/call/updateVoucher?code=WILLKOMMEN15&data[first_rate]=10";
    const answer = await app.inject({ method, url, headers, payload: "data[first_rate]=20" });
    expect(answer.json()).toMatchObject({ data: { modified: "Y" } });
    expect((await data("getVoucher", { code: "WILLKOMMEN15" })).coupon.first_rate).toBe(20);
  });

  test.each(["noSuchFunction", "listproducts", "toString", "__proto__"])(
    "%s is not a function: the name must match exactly",
    async (functionName) => {
      const { call } = openSandbox();
      expect(await call(functionName)).toMatchObject({ result: "error", code: 9 });
    },
  );
});

describe("arguments by position", () => {
  test("are taken in the order of the description, brackets included", async () => {
    const { data } = openSandbox();
    const { purchase_list } = await data("listPurchases", { arg1: "start", "arg3[purchase_id]": "K7M2QX9A" });
    expect(purchase_list).toHaveLength(1);
    expect(await data("updateVoucher", { arg1: "WILLKOMMEN15", "arg2[first_rate]": "20" })).toMatchObject({
      modified: "Y",
    });
  });

  test("are overridden by named arguments, and are ignored if the function has no such position", async () => {
    const { data, call } = openSandbox();
    const { coupon } = await data("getVoucher", { arg1: "SOMMER20", code: "WILLKOMMEN15", arg2: "x" });
    expect(coupon.code).toBe("WILLKOMMEN15");
    expect(await call("getVoucher", { arg0: "WILLKOMMEN15" })).toMatchObject({ message: "Parameter fehlt: code" });
  });
});

describe("the body", () => {
  test("may be missing only if its length of zero is stated", async () => {
    const url = new URL("/api/call/ping", await listen());
    const status = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const call = request(url, { method: "POST", headers: { "X-DS-API-KEY": FULL_KEY, ...headers } });
        // Node adds a length or chunks to every POST unless told not to.
        call.removeHeader("transfer-encoding");
        call.useChunkedEncodingByDefault = false;
        call.on("response", (answer) => resolve(answer.resume().statusCode)).on("error", reject);
        call.end();
      });
    expect(await status({})).toBe(411);
    expect(await status({ "Content-Length": "0" })).toBe(200);
  });

  test.each(["application/json", "text/plain", "multipart/form-data; boundary=x"])(
    "of type %s is not read",
    async (type) => {
      const answer = await fetch(`${await listen()}/api/call/getVoucher`, {
        method: "POST",
        headers: { "X-DS-API-KEY": FULL_KEY, "Content-Type": type },
        body: JSON.stringify({ code: "WILLKOMMEN15" }),
      });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ code: 3, message: "Parameter fehlt: code" });
    },
  );

  test("of a form over real HTTP is read", async () => {
    const answer = await fetch(`${await listen()}/api/call/getVoucher`, {
      method: "POST",
      headers: { "X-DS-API-KEY": FULL_KEY },
      body: new URLSearchParams({ code: "WILLKOMMEN15" }),
    });
    expect(await answer.json()).toMatchObject({ result: "success", data: { coupon: { id: 4403 } } });
  });

  test("may hold lists of more than a thousand ids, but not more than 8 MiB", async () => {
    const { call, app } = openSandbox();
    const ids = Array.from({ length: 5_000 }, () => "67890").join(",");
    expect(await call("createVoucher", { "data[code]": "VIELE", "data[product_ids]": ids })).toMatchObject({
      result: "success",
    });
    const answer = await app.inject({
      method: "POST",
      url: "/api/call/ping",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: `x=${"a".repeat(8 * 1024 * 1024)}`,
    });
    expect(answer.statusCode).toBe(413);
  });
});

test("arguments named like parts of JavaScript objects do no harm", async () => {
  const { call } = openSandbox();
  const args = { "data[__proto__][code]": "X", "data[constructor]": "Y", __proto__: "Z", code: "WILLKOMMEN15" };
  expect(await call("updateVoucher", args)).toMatchObject({ data: { modified: "N" } });
});
