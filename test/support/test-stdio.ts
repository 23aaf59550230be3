import { PassThrough } from "node:stream";
import pino from "pino";
import { createToolRegistry } from "../../src/server/contract/tool-registry.ts";
import { createClosers } from "../../src/server/start/closers.ts";
import { readConfig } from "../../src/server/start/config/config.ts";
import { startStdio } from "../../src/server/start/start-stdio.ts";
import { KEY, modernMessage, type RpcMessage, TEST_ENV } from "./test-app.ts";

export interface TestStdio {
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
    { config, apiKey: KEY, isReadOnly: false, isSafe: false, env: {}, ...narrowing },
    { registry: createToolRegistry(), log: pino({ level: "silent" }), stdin, stdout, opened },
  );
  const lines = linesOf(stdout);
  const send = (message: object) => stdin.write(`${JSON.stringify(message)}\n`);
  const ask = async (message: object): Promise<RpcMessage> => {
    send(message);
    const { value } = await lines.next();
    return JSON.parse(value ?? "") as RpcMessage;
  };
  if (revision === "2025-11-25") {
    const params = { protocolVersion: revision, capabilities: {}, clientInfo };
    await ask({ jsonrpc: "2.0", id: 0, method: "initialize", params });
    send({ jsonrpc: "2.0", method: "notifications/initialized" });
  }
  return {
    rpc: (method, params = {}) =>
      ask(revision === "2026-07-28" ? modernMessage(method, params) : { jsonrpc: "2.0", id: 1, method, params }),
    close: () => {
      stdin.end();
      return opened.close();
    },
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
