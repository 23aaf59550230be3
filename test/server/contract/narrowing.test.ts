import { describe, expect, test } from "vitest";
import { UnknownNameError } from "../../../src/server/contract/narrow-tools.ts";
import { readNarrowing, UnclearNarrowingError } from "../../../src/server/contract/narrowing.ts";
import { PRESETS } from "../../../src/server/contract/presets.ts";
import { createSurfaces } from "../../../src/server/contract/surface.ts";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";
import { ConfigError } from "../../../src/server/kit/errors.ts";
import { servedTools } from "../../../src/server/start/served-tools.ts";
import { PUBLISHED_TOOL_COUNT } from "../../support/published-tools.ts";
import { readTool, writeTool } from "../../support/tools.ts";

const registry = createToolRegistry();
const published = createSurfaces(registry, { surface: "published", credentialTools: [] });
const full = createSurfaces(registry, { surface: "full", credentialTools: [] });

const names = (surface: { list: readonly { name: string }[] }) => surface.list.map(({ name }) => name);

describe("the operator's bounds", () => {
  test("published serves the tools of the vendor's table", () => {
    expect(published.whole.list).toHaveLength(PUBLISHED_TOOL_COUNT);
  });

  test("full serves all tools except those that handle credentials", () => {
    const missing = [...registry.keys()].filter((name) => !full.whole.tools.has(name));
    expect(missing).toEqual(["requestApiKey", "retrieveApiKey", "unregister"]);
  });

  test("a tool that handles credentials is served if it is named, and only that one", () => {
    const surfaces = createSurfaces(registry, { surface: "full", credentialTools: ["unregister"] });
    expect(surfaces.whole.list).toHaveLength(full.whole.list.length + 1);
    expect(surfaces.whole.tools.has("unregister")).toBe(true);
  });

  test("naming one has no effect on the published surface", () => {
    const surfaces = createSurfaces(registry, { surface: "published", credentialTools: ["unregister"] });
    expect(surfaces.whole.list).toHaveLength(PUBLISHED_TOOL_COUNT);
  });

  test("the name of a tool that handles no credentials prevents the start", () => {
    expect(() => createSurfaces(registry, { surface: "full", credentialTools: ["ping"] })).toThrow(ConfigError);
  });

  test("a tool that handles credentials may be named by an earlier name", () => {
    const renamed = { ...writeTool, aliases: ["oldThing"], handlesCredentials: true };
    const bounds = { surface: "full", credentialTools: ["oldThing"] } as const;
    expect(names(createSurfaces(createToolRegistry([readTool, renamed]), bounds).whole)).toEqual([
      "readThing",
      "writeThing",
    ]);
  });

  test("a tool that nobody has reviewed is not served, even if it is published and named for its credentials", () => {
    const unreviewed = { ...writeTool, isReviewed: false, handlesCredentials: true } as const;
    const bounds = { surface: "full", credentialTools: ["writeThing"] } as const;
    expect(names(createSurfaces(createToolRegistry([readTool, unreviewed]), bounds).whole)).toEqual(["readThing"]);
  });
});

describe("narrowing", () => {
  test("that asks for nothing gets the whole surface", () => {
    expect(published.narrow({ isReadOnly: false, toolsets: [] })).toBe(published.whole);
  });

  test("to read-only leaves only reads, whatever else is asked for", () => {
    const surface = published.narrow({ isReadOnly: true, toolsets: [], tools: ["updateProduct", "listProducts"] });
    expect(names(surface)).toEqual(["listProducts"]);
  });

  test("by a path and a header leaves tools whose toolset both name", () => {
    const surface = published.narrow({ isReadOnly: false, toolsets: [["vouchers", "products"], ["vouchers"]] });
    expect(names(surface)).toEqual([
      "PostCreatevoucher",
      "PostListvouchers",
      "getVoucher",
      "updateVoucher",
      "validateCouponCode",
    ]);
  });

  test("to named tools stays within the named toolsets", () => {
    const ask = { isReadOnly: false, toolsets: [["vouchers"]], tools: ["getVoucher", "listProducts"] };
    expect(names(published.narrow(ask))).toEqual(["getVoucher"]);
  });

  test("leaves out excluded tools", () => {
    const surface = published.narrow({ isReadOnly: false, toolsets: [], excludedTools: ["ping"] });
    expect(surface.list).toHaveLength(85);
    expect(surface.tools.has("ping")).toBe(false);
  });

  test("gives the same object for the same request", () => {
    const ask = { isReadOnly: true, toolsets: [["products"]] };
    expect(published.narrow(ask)).toBe(published.narrow({ ...ask }));
  });

  test.each([
    {
      toolsets: [["produkts"]],
      says: /^There is no toolset "produkts" here\. Toolsets: account-access, .*vouchers; presets:/,
    },
    { toolsets: [[]], says: /^There is no toolset "" here/ },
    { toolsets: [["refunds"]], says: /^There is no toolset "refunds" here/ },
    { toolsets: [["constructor"]], says: /^There is no toolset "constructor" here/ },
  ])("refuses $toolsets and lists the toolsets", ({ toolsets, says }) => {
    expect(() => published.narrow({ isReadOnly: false, toolsets })).toThrow(says);
    expect(() => published.narrow({ isReadOnly: false, toolsets })).toThrow(UnknownNameError);
  });

  test("refuses a tool it does not have, asked for or excluded", () => {
    expect(() => published.narrow({ isReadOnly: false, toolsets: [], tools: ["refundPurchase"] })).toThrow(
      /^There is no tool "refundPurchase" here\. Tools: GetGetaffiliatecommission, /,
    );
    expect(() => published.narrow({ isReadOnly: false, toolsets: [], excludedTools: ["pnig"] })).toThrow(/"pnig"/);
  });

  test("refuses conditions that no tool meets", () => {
    expect(() => published.narrow({ isReadOnly: false, toolsets: [["vouchers"], ["images"]] })).toThrow(
      /No tool is left/,
    );
  });

  test("every preset names toolsets that exist", () => {
    const toolsets = new Set(
      [...servedTools({ servesInsights: true }).values()].map(({ definition }) => definition.toolset),
    );
    expect(
      Object.values(PRESETS)
        .flat()
        .filter((name) => !toolsets.has(name)),
    ).toEqual([]);
  });
});

describe("reading path and headers", () => {
  test("splits lists and keeps the toolsets of path and header apart", () => {
    const headers = [
      "x-mcp-toolsets",
      " vouchers , images",
      "X-MCP-Tools",
      "ping",
      "x-mcp-exclude-tools",
      "getVoucher",
    ];
    expect(readNarrowing({ toolsets: "vouchers,products", isReadOnly: false }, headers)).toEqual({
      isReadOnly: false,
      toolsets: [
        ["vouchers", "products"],
        ["vouchers", "images"],
      ],
      tools: ["ping"],
      excludedTools: ["getVoucher"],
    });
  });

  test.each([
    { value: "true", isReadOnly: true },
    { value: "1", isReadOnly: true },
    { value: "YES", isReadOnly: true },
    { value: "false", isReadOnly: false },
  ])("X-MCP-Readonly $value", ({ value, isReadOnly }) => {
    expect(readNarrowing({ isReadOnly: false }, ["x-mcp-readonly", value]).isReadOnly).toBe(isReadOnly);
  });

  test("X-MCP-Readonly: false does not open a read-only path", () => {
    expect(readNarrowing({ isReadOnly: true }, ["x-mcp-readonly", "false"]).isReadOnly).toBe(true);
  });

  test("an empty X-MCP-Readonly is refused, because an unset variable must not open everything", () => {
    expect(() => readNarrowing({ isReadOnly: false }, ["x-mcp-readonly", ""])).toThrow(UnclearNarrowingError);
  });

  test.each([
    { value: "false", isWithoutMoney: true },
    { value: "off", isWithoutMoney: true },
    { value: "true", isWithoutMoney: undefined },
  ])("X-MCP-Money $value", ({ value, isWithoutMoney }) => {
    expect(readNarrowing({ isReadOnly: false }, ["X-MCP-Money", value]).isWithoutMoney).toBe(isWithoutMoney);
  });

  test("a header that says neither yes nor no is refused", () => {
    expect(() => readNarrowing({ isReadOnly: false }, ["x-mcp-readonly", "maybe"])).toThrow(UnclearNarrowingError);
  });
});
