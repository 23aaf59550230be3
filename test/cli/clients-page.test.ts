import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CLIENT_NAMES, formatOf, KEY_PLACEHOLDER, snippetOf } from "../../src/server/page/client-files.ts";
import { MENUS_CHANGE, WEB_AGENT_GUIDES, WEB_AGENT_NAMES } from "../../src/server/page/web-agents.ts";

const page = readFileSync("docs/clients.md", "utf8");

test.each(CLIENT_NAMES)("docs/clients.md shows the output of config for %s", (client) => {
  const connection = { name: "digistore24", url: "http://127.0.0.1:3000/", key: KEY_PLACEHOLDER };
  const format = formatOf(client, "~");
  expect(page).toContain(snippetOf(format, [connection]));
  if (format.file !== undefined && client !== "claude-desktop") {
    expect(page).toContain(`\`${format.file.replaceAll("\\", "/")}\``);
  }
});

test.each(WEB_AGENT_NAMES)("docs/clients.md has the steps that config prints for %s, in this order", (agent) => {
  const { title, steps } = WEB_AGENT_GUIDES.en[agent];
  const section = page.split(`\n## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
  const numbered = [...section.matchAll(/^\d+\. (.*(?:\n {3}.*)*)/gm)].map(([, step = ""]) =>
    step.replace(/\s+/g, " "),
  );
  expect(numbered).toEqual(steps("unknown"));
  expect(section).toContain(`\`config ${agent} --url https://mcp.example.com\``);
  expect(page).toContain(MENUS_CHANGE.en);
});
