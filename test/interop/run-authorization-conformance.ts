import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Browser, freePort, register, targetOf } from "../support/oauth.ts";
import { FULL_KEY } from "../support/sandbox.ts";
import { NODE } from "./newer-node.ts";
import { CONFORMANCE, type Findings, type Revision, readFindings } from "./run-conformance.ts";

/** Runs the scenarios for authorization servers, which print the page that a person has to open. */
export async function runAuthorizationConformance(
  origin: string,
  revision: Revision,
  folder: string,
): Promise<Findings> {
  const port = String(await freePort());
  const { body } = await register(origin, { redirect_uris: [`http://127.0.0.1:${port}/callback`] });
  const server = ["--url", origin, "--resource", `${origin}/mcp`];
  const client = ["--client-id", String(body["client_id"]), "--port", port];
  const options = ["--spec-version", revision, "--output-dir", folder];
  const suite = spawn(NODE, [CONFORMANCE, "authorization", ...server, ...client, ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await Promise.all([once(suite, "close"), agreeWhenAsked(suite, origin)]);
  return readFindings(folder);
}

async function agreeWhenAsked({ stdout }: ChildProcess, origin: string): Promise<void> {
  let page = "";
  for await (const line of stdout ? createInterface(stdout) : []) {
    page = line.startsWith(`${origin}/authorize?`) ? line : page;
    // Printed after the page's address, when the answer can arrive.
    if (line.startsWith("Callback server started")) {
      await fetch(await agree(origin, page));
    }
  }
}

/** The person's part: the address that the browser then takes the answer to. */
async function agree(origin: string, page: string): Promise<URL> {
  const browser = new Browser(origin);
  const consent = await (await browser.open(page)).text();
  return targetOf(await browser.send(consent, { decision: "key", access: "read", api_key: FULL_KEY }));
}
