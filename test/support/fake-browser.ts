import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";

interface FakeBrowser {
  /** For the process that opens pages. */
  readonly env: Readonly<Record<string, string>>;
  /** The pages that were opened. */
  readonly opened: readonly string[];
  close(): Promise<void>;
}

/** A program in place of the system's browser, which hands each page that is opened to a visitor. */
export async function startFakeBrowser(folder: string, visit: (url: string) => Promise<unknown>): Promise<FakeBrowser> {
  const opened: string[] = [];
  const server = createServer(async (request, response) => {
    const url = (await request.toArray()).join("");
    opened.push(url);
    await visit(url);
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  // Under the name that is searched for, and as the variable that the opener of npm's `open` reads.
  const program = join(folder, "xdg-open");
  const script = `fetch("http://127.0.0.1:${port}", { method: "POST", body: process.argv[2] });`;
  writeFileSync(program, `#!${process.execPath}\n${script}\n`);
  chmodSync(program, 0o755);
  return {
    env: { BROWSER: program, PATH: `${folder}${delimiter}${process.env["PATH"]}` },
    opened,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
