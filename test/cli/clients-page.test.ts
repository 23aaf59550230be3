import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CLIENT_NAMES, formatOf, KEY_PLACEHOLDER, snippetOf } from "../../src/server/page/client-files.ts";

const page = readFileSync("docs/clients.md", "utf8");

test.each(CLIENT_NAMES)("docs/clients.md shows the output of config for %s", (client) => {
  const connection = { name: "digistore24", url: "http://127.0.0.1:3000/", key: KEY_PLACEHOLDER };
  const format = formatOf(client, "~");
  expect(page).toContain(snippetOf(format, [connection]));
  if (format.file !== undefined && client !== "claude-desktop") {
    expect(page).toContain(`\`${format.file.replaceAll("\\", "/")}\``);
  }
});
