import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint } from "../../support/endpoint.ts";
import { rawRequest } from "../../support/raw-request.ts";

const KEY = "100001-NARROWEDREQUESTS";
const LIST = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });

let endpoint: RunningEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint({ DIGISTORE24_VERIFY_KEY: "false" });
});
afterAll(() => endpoint.close());

type Lines = readonly (readonly [string, string])[];

function list(path: string, lines: Lines = [], key = KEY) {
  const headers: Lines = [
    ["Authorization", `Bearer ${key}`],
    ["Content-Type", "application/json"],
    ["Accept", "application/json, text/event-stream"],
    ["Content-Length", String(LIST.length)],
    ...lines,
  ];
  return rawRequest(endpoint.url, path, { headers, body: LIST });
}

async function countAt(path: string, lines: Lines = []): Promise<number> {
  const { status, body } = await list(path, lines);
  expect(status).toBe(200);
  return JSON.parse(/\{.*\}/s.exec(body)?.[0] ?? "").result.tools.length;
}

describe("a header that is empty because of an unset variable is refused", () => {
  test.each([
    ["X-MCP-Readonly", "send true or false, or leave it out"],
    ["X-MCP-Money", "send true or false, or leave it out"],
    ["X-MCP-Confirm", "send one of off, money, destructive, or leave it out"],
    ["X-MCP-Toolsets", "send names separated by commas, such as vouchers,products, or leave it out"],
    ["X-MCP-Tools", "send names separated by commas, such as getVoucher,listProducts, or leave it out"],
    ["X-MCP-Exclude-Tools", "send names separated by commas, such as getVoucher,listProducts, or leave it out"],
  ])("%s", async (name, advice) => {
    for (const value of ["", "  "]) {
      const { status, error } = await list("/", [[name, value]]);
      expect([status, error]).toEqual([400, `${name} is empty; ${advice}`]);
    }
  });

  test("a list of nothing but commas", async () => {
    expect((await list("/", [["X-MCP-Exclude-Tools", ", ,"]])).status).toBe(400);
  });
});

describe("a header that says neither yes nor no is refused", () => {
  test.each([
    ["X-MCP-Readonly", "$" + "{READONLY}"],
    ["X-MCP-Money", "none"],
  ])("%s: %s", async (name, value) => {
    const { status, error } = await list("/", [[name, value]]);
    expect([status, error]).toEqual([400, `${name} is ${JSON.stringify(value.toLowerCase())}; send true or false`]);
  });
});

describe("the caller's own key in place of a name is not repeated, not even its beginning", () => {
  const places = [
    { where: "X-MCP-Readonly", path: "/", header: "X-MCP-Readonly", status: 400 },
    { where: "X-MCP-Money", path: "/", header: "X-MCP-Money", status: 400 },
    { where: "X-MCP-Confirm", path: "/", header: "X-MCP-Confirm", status: 400 },
    { where: "X-MCP-Toolsets", path: "/", header: "X-MCP-Toolsets", status: 400 },
    { where: "X-MCP-Tools", path: "/", header: "X-MCP-Tools", status: 400 },
    { where: "X-MCP-Exclude-Tools", path: "/", header: "X-MCP-Exclude-Tools", status: 400 },
    { where: "the path", path: "/x/", header: undefined, status: 404 },
  ];
  // The second only counts as a key because the caller sent it as one.
  const keys = [KEY, "OddKeyWithoutAnyNumber"];
  test.each(places)("$where", async ({ path, header, status }) => {
    for (const key of keys) {
      for (const charsBefore of [0, 40, 50, 55]) {
        const text = "x".repeat(charsBefore) + key;
        const answer = await list(header ? path : path + text, header ? [[header, text]] : [], key);
        expect(answer.status).toBe(status);
        expect(answer.body.toLowerCase()).not.toContain(key.slice(0, 8).toLowerCase());
      }
    }
  });
});

describe("a header that is sent twice", () => {
  test.each([
    ["X-MCP-Readonly", "true", "false"],
    ["X-MCP-Money", "false", "true"],
    ["X-MCP-Confirm", "money", "destructive"],
    ["X-MCP-Toolsets", "vouchers", "products"],
    ["X-MCP-Tools", "ping", "updateProduct"],
    ["X-MCP-Exclude-Tools", "ping", "updateProduct"],
    ["Authorization", `Bearer ${KEY}`, "Bearer 100001-ANOTHERKEY"],
  ])("with different values is refused: %s", async (name, first, second) => {
    const lines: Lines =
      name === "Authorization"
        ? [[name, second]]
        : [
            [name, first],
            [name.toLowerCase(), second],
          ];
    const { status, error } = await list("/", lines);
    expect([status, error]).toEqual([400, `${name} is given twice with different values; send it once`]);
  });

  test("with the same value is read once", async () => {
    expect(
      await countAt("/", [
        ["X-MCP-Tools", "ping"],
        ["X-MCP-Tools", "ping"],
      ]),
    ).toBe(1);
    const reading = await countAt("/", [
      ["X-MCP-Readonly", "true"],
      ["x-mcp-readonly", "true"],
    ]);
    expect(reading).toBe(await countAt("/readonly"));
  });
});

test.each([
  "X-MCP-Read-Only",
  "X-MCP-ReadOnyl",
  "X-MCP-Mnoey",
  "X-MCP-Confrim",
  "X-MCP-Tolos",
  "X-MCP-Toolset",
  "X-MCP-Exclude-Toosl",
  "X-MCP-Excluded-Tools",
])("a misspelled header is refused: %s", async (name) => {
  const { status, error } = await list("/", [[name, "true"]]);
  expect(status).toBe(400);
  expect(error).toMatch(new RegExp(`^${name.toLowerCase()} is not read here; did you mean X-MCP-\\w+(-\\w+)?\\?$`));
});

test("an X-MCP header of another program is ignored", async () => {
  expect(
    await countAt("/", [
      ["X-MCP-Proxy-Auth", "abc"],
      ["X-MCP-Mode", "a"],
    ]),
  ).toBe(await countAt("/"));
});

describe("a query", () => {
  test.each(["/?readonly=true", "/mcp?readonly", "/x/vouchers?toolsets=images", "/readonly?a=1", "/mcp/?money=false"])(
    "at an address of the endpoint is refused: %s",
    async (path) => {
      const { status, error } = await list(path);
      const [seen] = /(?<=\?)\w+/.exec(path) ?? [];
      expect([status, error]).toEqual([
        400,
        `The address has a query (${seen}), which is not read here. To narrow, use a path (/readonly, /safe, /x/vouchers) or the headers X-MCP-Readonly, X-MCP-Money, X-MCP-Confirm, X-MCP-Toolsets, X-MCP-Tools, X-MCP-Exclude-Tools`,
      ]);
    },
  );

  test("that may be a key is not repeated", async () => {
    for (const query of ["100001-OTHERKEY", "api_key=100001-OTHERKEY"]) {
      const { status, body } = await list(`/?${query}`);
      expect(status).toBe(400);
      expect(body).not.toContain("OTHERKEY");
    }
  });

  test("that is empty is served", async () => {
    expect((await list("/?")).status).toBe(200);
  });
});

describe("superfluous slashes", () => {
  test.each([
    ["/mcp/", "/mcp"],
    ["//mcp", "/mcp"],
    ["//", "/"],
    ["/readonly/", "/readonly"],
    ["/mcp//readonly/", "/readonly"],
    ["/x/vouchers/", "/x/vouchers"],
    ["/mcp/x/orders/readonly/", "/x/orders/readonly"],
    ["/safe/", "/safe"],
  ])("%s is served as %s", async (path, plain) => {
    expect(await countAt(path)).toBe(await countAt(plain));
  });

  test("never widen the surface: a missing toolset is an error", async () => {
    expect((await list("/x//readonly")).status).toBe(404);
    expect((await list("/x/")).status).toBe(404);
  });
});
