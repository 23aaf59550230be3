import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FULL_KEY, openSandbox, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = openSandbox();
});
afterEach(() => sandbox.app.close());

const control: Sandbox["control"] = (...request) => sandbox.control(...request);

async function ping(functionName = "ping"): Promise<number> {
  const { statusCode } = await sandbox.app.inject({
    method: "POST",
    url: `/api/call/${functionName}`,
    headers: { "x-ds-api-key": FULL_KEY, "content-length": "0" },
  });
  return statusCode;
}

describe("faults", () => {
  test("are set, shown and cleared", async () => {
    const set = await control("POST", "/__faults", [{ kind: "status-500" }]);
    expect(set.json()).toEqual([{ kind: "status-500", rate: 1, retry_after: 1 }]);
    expect(await ping()).toBe(500);
    expect((await control("GET", "/__faults")).json()).toHaveLength(1);
    await control("DELETE", "/__faults");
    expect(await ping()).toBe(200);
  });

  test("occur for the given functions and number of times", async () => {
    await control("POST", "/__faults", [{ kind: "bad-gateway", functions: ["ping"], times: 2 }]);
    expect([await ping("listCountries"), await ping(), await ping(), await ping()]).toEqual([200, 502, 502, 200]);
    expect((await control("GET", "/__faults")).json()).toEqual([]);
  });

  test("at a rate below 1 affect the same calls in every run", async () => {
    const run = async () => {
      await control("POST", "/__faults", [{ kind: "status-500", rate: 0.3 }]);
      const seen: number[] = [];
      for (let count = 0; count < 100; count++) {
        seen.push(await ping());
      }
      return seen;
    };
    const first = await run();
    expect(await run()).toEqual(first);
    const failed = first.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(15);
    expect(failed).toBeLessThan(45);
  });

  test.each([
    {
      body: [{ kind: "explode" }],
      message:
        /^body\[0\]\.kind must be one of status-500, .*, key-aborted, got "explode"\nPOST \/__faults takes a list: [^\n]*$/,
    },
    { body: [{ kind: "gzip", rate: 2 }], message: /^body\[0\]\.rate must be at most 1, got 2\n/ },
    {
      body: [{ kind: "gzip" }, { kind: "gzip", times: 0.5 }],
      message: /^body\[1\]\.times must be a whole number, got 0\.5\n/,
    },
    { body: [{ rate: 1 }], message: /^body\[0\]\.kind is required, one of status-500, / },
    { body: [{ kind: "gzip", function: "ping" }], message: /^body\[0\] must not have function, got / },
    { body: [{ kind: "gzip", rate: 2, times: 0 }], message: /^body\[0\]\.times [^\n]*\nbody\[0\]\.rate [^\n]*\nPOST / },
    {
      body: [{ kind: "gzip" }, { kind: "gzip", functions: ["ping", "createVouchr", "PostCreatevoucher", "x"] }],
      message:
        /^body\[1\]\.functions\[1\] must be a function of the API, got "createVouchr"; did you mean createVoucher\?\nbody\[1\]\.functions\[2\] must be a function of the API, got "PostCreatevoucher"; did you mean createVoucher\?\nbody\[1\]\.functions\[3\] must be a function of the API, got "x"\nPOST /,
    },
    { body: {}, message: /^body must be a list, got \{\}\n[^\n]*\nkinds of faults: status-500, .*slow-drip/ },
    { body: "status-500", message: /^body must be a list, got "status-500"\n/ },
  ])("of $body are refused with the values that are allowed", async ({ body, message }) => {
    const answer = await control("POST", "/__faults", body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatch(message);
  });

  test("stay as they were when a list is refused", async () => {
    await control("POST", "/__faults", [{ kind: "status-500", functions: ["ping"] }]);
    expect((await control("POST", "/__faults", [{ kind: "gzip", functions: ["pong"] }])).statusCode).toBe(400);
    expect(await ping()).toBe(500);
  });

  test("and counts cannot be changed through the API", async () => {
    const { result } = await sandbox.call("__faults");
    expect(result).toBe("error");
    expect((await control("GET", "/api/call/../../__faults")).statusCode).not.toBe(500);
  });

  test("calls are counted by function, including failed ones", async () => {
    await control("POST", "/__faults", [{ kind: "status-500", times: 1 }]);
    await ping();
    await ping();
    await ping("listCountries");
    expect((await control("GET", "/__requests")).json()).toEqual({ ping: 2, listCountries: 1 });
  });
});

test.each([
  { key: "7-SANDBOXFULLACCESS", userId: 7 },
  { key: "123456789012-SANDBOXREADONLY", userId: 123_456_789_012 },
])("the key $key is that of account $userId", async ({ key, userId }) => {
  const { data } = await sandbox.call("getUserInfo", {}, key);
  expect(data).toMatchObject({ user_id: userId });
});

test.each(["0-SANDBOXFULLACCESS", "1-SANDBOX", "SANDBOXFULLACCESS", "1-SANDBOXFULLACCESS-2", "1-toString"])(
  "%s is not a key",
  async (key) => {
    expect(await sandbox.call("ping", {}, key)).toMatchObject({ result: "error", code: 2 });
  },
);
