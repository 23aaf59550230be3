import pino from "pino";
import { createClosers } from "../server/start/closers.ts";
import { endOnDefect } from "../server/start/crash-handler.ts";
import { longestStopMs } from "../server/start/longest-stop.ts";
import { servedTools } from "../server/start/served-tools.ts";
import { type StdioOptions, type StdioServer, startStdio } from "../server/start/start-stdio.ts";
import { stopOnSignal } from "../server/start/stop-on-signal.ts";
import { LOG_SERIALIZERS } from "../server/watch/log-options.ts";

const STDERR = 2;
const INPUT_ENDED = "stdin ended";

/** A person who types the command would wait for an answer that never comes. */
export function explainToPerson(stdin: { readonly isTTY?: boolean }, stderr: { write(text: string): unknown }): void {
  if (stdin.isTTY) {
    stderr.write(
      "An agent starts this command and talks to it, so there is nothing to type here: docs/clients.md shows how to set one up. Press Ctrl-C to stop it.\n",
    );
  }
}

/** Serves until the agent closes the connection or the process gets a signal. */
export async function runStdio(options: StdioOptions): Promise<void> {
  const { config } = options;
  const { stdin, stdout } = process;
  const log = pino(
    { level: config.logLevel, serializers: LOG_SERIALIZERS },
    pino.destination({ dest: STDERR, sync: true }),
  );
  endOnDefect(log);
  const registry = servedTools(config);
  const opened = createClosers((err) => log.warn({ err }, "not closed cleanly"));
  let server: StdioServer | undefined;
  const close = async (reason: string) => {
    // An agent may close its end after its last request, which is still carried out.
    if (reason !== INPUT_ENDED) {
      server?.refuseWrites();
    }
    await opened.close();
    // On some systems writes to a pipe are asynchronous and get lost when the process ends.
    await new Promise((resolve) => stdout.write("", resolve));
  };
  const stop = stopOnSignal({
    log,
    close,
    callsInProgress: () => server?.callsInProgress() ?? 0,
    maxMs: longestStopMs(config, registry),
  });
  stdin.once("end", () => stop.begin(INPUT_ENDED));
  // An agent that no longer reads is gone. Ending immediately would lose the audit lines of its writes.
  stdout.removeAllListeners("error").on("error", () => stop.begin("stdout closed"));
  try {
    server = await startStdio(options, { registry, log, stdin, stdout, opened });
    explainToPerson(stdin, process.stderr);
  } catch (error) {
    if (!stop.hasBegun()) {
      throw error;
    }
  }
}
