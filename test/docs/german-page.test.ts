import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { USER_SETTINGS } from "../../scripts/mcpb/user-settings.ts";
import { PRESETS } from "../../src/server/contract/presets.ts";
import { KEY_TEXTS } from "../../src/server/page/texts/key-texts.ts";
import { toolsetTitle } from "../../src/server/page/texts/toolset-titles.ts";
import { MENUS_CHANGE, WEB_AGENT_GUIDES, WEB_AGENT_NAMES } from "../../src/server/page/web-agents.ts";
import { servedTools } from "../../src/server/start/served-tools.ts";

const read = (name: string) => readFileSync(name, "utf8");
const page = read("docs/verkaufen.md");
const inOneLine = (text: string) => text.replace(/\s+/g, " ");

/** What English pages and the form say to sellers. */
const english = inOneLine(
  ["README.md", "docs/clients.md", "docs/troubleshooting.md"].map(read).join("\n") + JSON.stringify(USER_SETTINGS),
);

test("the German page is linked, in German, from README and the index", () => {
  expect(read("README.md")).toMatch(/Auf Deutsch: .*\]\(docs\/verkaufen\.md\)/);
  expect(read("docs/README.md")).toMatch(/Auf Deutsch: .*\]\(verkaufen\.md\)/);
});

test.each(WEB_AGENT_NAMES)("it has the German steps for %s, in this order", (agent) => {
  const { title, steps } = WEB_AGENT_GUIDES.de[agent];
  const section = page.split(`\n## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
  const numbered = [...section.matchAll(/^\d+\. (.*(?:\n {3}.*)*)/gm)].map(([, step = ""]) => inOneLine(step));
  expect(numbered).toEqual(steps("unknown"));
  expect(page).toContain(MENUS_CHANGE.de);
});

test("it explains the fields of the bundle's form by their titles, in the form's order", () => {
  const rows = [...page.matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(([, title]) => title);
  expect(rows).toEqual(Object.values(USER_SETTINGS).map(({ title }) => title));
});

test("it lists every preset and every toolset of the published tools, by both names", () => {
  const section = page.split("\n## Gruppen von Werkzeugen\n")[1]?.split("\n## ")[0] ?? "";
  const rows = [...section.matchAll(/^\| ([a-z-]+) \| (.+?) \| .+ \|$/gm)].map(([, name = "", title]) => ({
    name,
    title,
  }));
  const published = [...servedTools({ servesInsights: true }).values()].filter(
    ({ definition }) => definition.isPublished,
  );
  const names = new Set([...Object.keys(PRESETS), ...published.map(({ definition }) => definition.toolset)]);
  expect(rows.map(({ name }) => name).sort()).toEqual([...names].sort());
  expect(rows.filter(({ name, title }) => title !== toolsetTitle("de", name))).toEqual([]);
});

test("it names the menu of the keys as the server's page does", () => {
  const menu = /<b>(.+?)<\/b>.*<b>(.+?)<\/b>/.exec(String(KEY_TEXTS.de.getWay)) ?? [];
  const [, place = "", button = ""] = menu.map((text) => text.replaceAll("&gt;", ">"));
  expect(place).toContain(" > ");
  expect(page).toContain(`**${place}**`);
  expect(page).toContain(`**${button}**`);
});

test("its addresses, examples and English menus are those of the English pages", () => {
  const examples = [...page.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
  const menus = [...page.matchAll(/Settings > Extensions(?: > \w+)*/g)].map(([menu]) => menu);
  expect(examples.length).toBeGreaterThan(8);
  expect(menus.length).toBeGreaterThan(1);
  expect([...examples, ...menus].filter((text) => !english.includes(text))).toEqual([]);
});

test("the messages that it quotes are the server's", () => {
  const quoted = [...page.matchAll(/^\| “([^”]+)” \|/gm)].map(([, text = ""]) => text);
  const sources = readdirSync("src/server", { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const code = sources.map((name) => read(`src/server/${name}`)).join("\n");
  expect(quoted).toHaveLength(3);
  expect(quoted.filter((text) => !code.includes(text))).toEqual([]);
});
