import { PassThrough } from "node:stream";
import pino from "pino";
import { createClosers } from "../../src/server/start/closers.ts";
import { readConfig } from "../../src/server/start/config/config.ts";
import { servedTools } from "../../src/server/start/served-tools.ts";
import { startStdio } from "../../src/server/start/start-stdio.ts";
import { KEY, modernMessage, type RpcMessage, TEST_ENV } from "./test-app.ts";

export interface Notified {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface TestStdio {
  /** What came in addition to answers. */
  readonly notified: readonly Notified[];
  /** Sends a message without waiting for an answer. */
  send(message: object): void;
  rpc(method: string, params?: object): Promise<RpcMessage>;
  close(): Promise<void>;
}

const clientInfo = { name: "test", version: "1.0.0" };

/** One connection over stdio in this process, to a server whose upstream is at `API_URL`. */
export async function openTestStdio(
  revision: "2025-11-25" | "2026-07-28",
  env = {},
  narrowing = {},
): Promise<TestStdio> {
  const stdin = new PassThrough();
  const stdout = new PassThrough().setEncoding("utf8");
  const opened = createClosers((error) => {
    throw error;
  });
  const config = readConfig({ ...TEST_ENV, AUDIT_LOG: "off", ...env });
  await startStdio(
    { config, apiKey: KEY, isReadOnly: false, isSafe: false, confirmsChanges: false, env: {}, ...narrowing },
    { registry: servedTools(config), log: pino({ level: "silent" }), stdin, stdout, opened },
  );
  const lines = linesOf(stdout);
  const notified: Notified[] = [];
  const send = (message: object) => void stdin.write(`${JSON.stringify(message)}\n`);
  const ask = async (message: object): Promise<RpcMessage> => {
    send(message);
    for (;;) {
      const { value } = await lines.next();
      const answer = JSON.parse(value ?? "") as RpcMessage | Notified;
      if (!("method" in answer)) {
        return answer;
      }
      notified.push(answer);
    }
  };
  if (revision === "2025-11-25") {
    const params = { protocolVersion: revision, capabilities: {}, clientInfo };
    await ask({ jsonrpc: "2.0", id: 0, method: "initialize", params });
    send({ jsonrpc: "2.0", method: "notifications/initialized" });
  }
  return {
    send,
    rpc: (method, params = {}) =>
      ask(revision === "2026-07-28" ? modernMessage(method, params) : { jsonrpc: "2.0", id: 1, method, params }),
    close: () => {
      stdin.end();
      return opened.close();
    },
    notified,
  };
}

async function* linesOf(stdout: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  let rest = "";
  for await (const chunk of stdout) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
}
