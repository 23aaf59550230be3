import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ENDPOINT_PATHS } from "../../src/server/contract/endpoint-paths.ts";
import { PRESETS } from "../../src/server/contract/presets.ts";
import { PROMPTS } from "../../src/server/mcp/prompts/serve-prompts.ts";
import { tools } from "../support/generated-tools.ts";
import { textsOf } from "./parts-of-source.ts";

const page = readFileSync("docs/clients.md", "utf8");
const sectionOf = (heading: string) => page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
const parts = sectionOf("A part of the tools");

test("the addresses of parts in docs/clients.md are served, and all kinds of them are there", () => {
  const rows = [...parts.matchAll(/^\| (`\/.*?) \|/gm)];
  const addresses = rows.flatMap(([, cell = ""]) => [...cell.matchAll(/`(\/[^`]*)`/g)].map(([, path = ""]) => path));
  const routes = ENDPOINT_PATHS.filter(({ endpoint }) => endpoint === "/").map(({ url }) => url);
  const routeOf = (path: string) => path.replace(/^\/x\/[^/]+/, "/x/:toolsets");
  expect([...new Set(addresses.map(routeOf))].toSorted()).toEqual(routes.toSorted());

  const toolsets = new Set([...Object.keys(PRESETS), ...tools.map(({ toolset }) => toolset as string)]);
  const named = addresses.flatMap((path) => /^\/x\/([^/]+)/.exec(path)?.[1]?.split(",") ?? []);
  expect(named.filter((name) => !toolsets.has(name))).toEqual([]);
  expect(named).toEqual(expect.arrayContaining(Object.keys(PRESETS)));
});

test("the headers in docs/clients.md are those that narrow a connection", () => {
  const named = [...parts.matchAll(/`(X-MCP-\w[\w-]*)/g)].map(([, name = ""]) => name);
  const read = textsOf("src/server/contract/narrowing.ts").filter((text) => /^X-MCP-\w+/.test(text));
  expect([...new Set(named)].toSorted()).toEqual([...new Set(read.filter((name) => /^[\w-]+$/.test(name)))].toSorted());
});

test("docs/clients.md names every prompt", () => {
  const [sentence = ""] = sectionOf("Prompts and resources").split(", with instructions");
  const named = [...sentence.matchAll(/`([a-z]+-[a-z-]+)`/g)].map(([, name = ""]) => name);
  expect(named.toSorted()).toEqual(PROMPTS.map(({ name }) => name).toSorted());
});
