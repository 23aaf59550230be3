import { describe, expect, test } from "vitest";
import { diffPublishedTools, isKept, toMarkdown, toToolset } from "../../scripts/published-tools-diff.ts";

const table = [
  { category: "Products", tool: "listProducts", apiFunction: "listProducts" },
  { category: "E‑Tickets", tool: "GetGeteticket", apiFunction: "getEticket" },
];
const served = [
  { name: "GetGeteticket", functionName: "getEticket", toolset: "e-tickets" },
  { name: "listProducts", functionName: "listProducts", toolset: "products" },
];

describe("diffPublishedTools", () => {
  test("finds nothing if tools, functions and categories agree", () => {
    expect(diffPublishedTools(table, served)).toEqual([]);
  });

  test.each([
    { name: "missing", tools: served.slice(0, 1), want: { kind: "missing", tool: "listProducts" } },
    {
      name: "renamed",
      tools: [{ name: "productsList", functionName: "listProducts", toolset: "products" }, ...served.slice(0, 1)],
      want: { kind: "renamed", tool: "listProducts", served: "productsList" },
    },
    {
      name: "renamed with its name kept",
      tools: [
        { name: "productsList", aliases: ["listProducts"], functionName: "listProducts", toolset: "products" },
        ...served.slice(0, 1),
      ],
      want: { kind: "renamed, alias kept", tool: "listProducts", served: "productsList" },
    },
    {
      name: "of another function",
      tools: [{ name: "listProducts", functionName: "listBuyers", toolset: "products" }, ...served.slice(0, 1)],
      want: { kind: "other function", tool: "listProducts", served: "listBuyers" },
    },
    {
      name: "in another category",
      tools: [{ name: "listProducts", functionName: "listProducts", toolset: "buyers" }, ...served.slice(0, 1)],
      want: { kind: "other category", tool: "listProducts", served: "buyers" },
    },
    {
      name: "extra",
      tools: [...served, { name: "ping", functionName: "ping", toolset: "system" }],
      want: { kind: "extra", tool: "ping" },
    },
  ])("names a tool that is $name", ({ tools, want }) => {
    const differences = diffPublishedTools(table, tools);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject(want);
  });
});

test("a renamed tool is served as published only if its name is kept", () => {
  const renamed = { name: "productsList", functionName: "listProducts", toolset: "products" };
  const [lost] = diffPublishedTools(table, [...served.slice(0, 1), renamed]);
  const [kept] = diffPublishedTools(table, [...served.slice(0, 1), { ...renamed, aliases: ["listProducts"] }]);
  expect([lost, kept].map((difference) => difference && isKept(difference))).toEqual([false, true]);
});

test("a category becomes its toolset's slug, whatever dash it is written with", () => {
  expect([toToolset("E‑Tickets"), toToolset("Buy URLs"), toToolset("Users")]).toEqual([
    "e-tickets",
    "buy-urls",
    "users",
  ]);
});

test("the summary is a table of the differences, or one sentence", () => {
  expect(toMarkdown([], 2)).toContain("All 2 published tools are served");
  const [difference] = diffPublishedTools(table, served.slice(1));
  expect(toMarkdown(difference ? [difference] : [], 2)).toContain("| missing | GetGeteticket | GetGeteticket |  |");
});
