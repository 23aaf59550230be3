import { SANDBOX_KEYS } from "../sandbox/wire/keys.ts";
import { startWebDemo, type WebDemo } from "./web-demo.ts";

/** Lets a person connect an agent in a browser, as on the web. With `once`, it ends after the first connection. */
export async function runWebDemo(once: boolean): Promise<void> {
  const stopped = new Promise<"stopped">((resolve) => {
    const stop = () => resolve("stopped");
    process.once("SIGINT", stop).once("SIGTERM", stop);
  });
  const demo = await startWebDemo(writeLine);
  printInvitation(demo, once);
  const outcome = await Promise.race([stopped, ...(once ? [demo.firstOutcome] : [])]);
  if (outcome === "failed") {
    process.exitCode = 1;
  }
  await demo.close();
}

function printInvitation({ agentUrl, resource }: WebDemo, once: boolean): void {
  const { full, readOnly } = SANDBOX_KEYS;
  writeLine(`
Open this address in Chrome, Edge or Firefox (Safari keeps no secure cookies over http):

${agentUrl}

The agent then begins to connect, and your browser is led to the page on which you decide what it may do.

Agree on the sandbox's page, which stands in for Digistore24's, or paste one of the sandbox's keys:
${full}, or ${readOnly}, which only reads. Cancelling and refusing are shown as well.
${once ? "The demo ends after the first connection." : "Each visit to that address begins again."}

An agent on this machine that signs in by OAuth connects to ${resource}
claude.ai and ChatGPT need a public https address instead (docs/oauth.md).
Press Ctrl-C to stop it.
`);
}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
