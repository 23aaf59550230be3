import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { connectClient } from "../support/endpoint.ts";

interface RunningProcess {
  readonly exit: Promise<number | null>;
  readonly output: () => string;
  /** Resolves with the output once it matches, and fails when the process ends before that. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

const running: RunningProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill("SIGKILL");
    await child.exit;
  }
});

function start(script: string, args: string[] = [], env: Record<string, string> = {}): RunningProcess {
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], { env: { ...process.env, ...env } });
  let text = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      for (const listener of listeners) {
        listener();
      }
    });
  }
  const exit = once(child, "close").then(([code]) => code as number | null);
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(text);
        if (match) {
          resolve(match);
        }
      };
      listeners.add(look);
      look();
      exit.then(() => reject(new Error(`ended without ${pattern}: ${text}`)), reject);
    });
  const process_ = { exit, output: () => text, until, kill: (signal: NodeJS.Signals) => void child.kill(signal) };
  running.push(process_);
  return process_;
}

describe("the demo", () => {
  test("does the published examples and ends by itself with --once", async () => {
    const demo = start("src/demo/main.ts", ["--once"]);
    expect(await demo.exit, demo.output()).toBe(0);
    const output = demo.output();
    expect(output).toContain("Connected. 86 tools.");
    expect(output).toMatch(/=> Product \d+ “Webinar October” is there, inactive\. Its prices: 89\.99 EUR\./);
    expect(output).toMatch(/=> Product \d+ “Course XYZ” is there\./);
    expect(output).toContain("=> LAUNCH10 takes 10 % off products 12345 and 67890 for seven days.");
    expect(output).toMatch(
      /=> [1-9]\d* transactions of the last 12 months belong to the [1-9]\d* yearly subscriptions/,
    );
    expect(output).toMatch(/=> [1-9]\d* of [1-9]\d* sales of product 67890 have payments in progress\./);
  });

  test("prints a configuration that works, stays up, and ends cleanly on Ctrl-C", async () => {
    const demo = start("src/demo/main.ts");
    await demo.until(/Ctrl-C ends it/);
    const config = /^\{\n {2}"mcpServers"[\s\S]*?^\}$/m.exec(demo.output())?.[0] ?? "";
    const { url, headers } = JSON.parse(config).mcpServers.digistore24;
    const client = await connectClient(url, headers.Authorization.replace("Bearer ", ""));
    expect((await client.listTools()).tools).toHaveLength(86);
    await client.close();
    demo.kill("SIGINT");
    expect(await demo.exit).toBe(0);
  });

  test("names an unknown option and how to call it", async () => {
    const demo = start("src/demo/main.ts", ["--onec"]);
    expect(await demo.exit).toBe(2);
    expect(demo.output()).toContain("usage: npm run demo [-- --once]");
  });
});

describe("the server", () => {
  test("says where it listens, serves, and ends with 0 on SIGTERM", async () => {
    const server = start("src/server/main.ts", [], { PORT: "0", LOG_LEVEL: "info" });
    const [, url] = await server.until(/listening at (http:\/\/127\.0\.0\.1:\d+)/);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    server.kill("SIGTERM");
    expect(await server.exit).toBe(0);
  });

  test("refuses a wrong variable with one line that names it", async () => {
    const server = start("src/server/main.ts", [], { PORT: "eighty", DIGISTORE24_SURFACE: "all" });
    expect(await server.exit).toBe(1);
    expect(server.output().trim().split("\n")).toEqual([
      'digistore24-mcp cannot start: PORT is no whole number, got "eighty"; DIGISTORE24_SURFACE is not one of published, full, got "all"',
    ]);
  });

  test("refuses a taken port with one line", async () => {
    const first = start("src/server/main.ts", [], { PORT: "0", LOG_LEVEL: "info" });
    const [, port = ""] = await first.until(/listening at http:\/\/127\.0\.0\.1:(\d+)/);
    const second = start("src/server/main.ts", [], { PORT: port, LOG_LEVEL: "silent" });
    expect(await second.exit).toBe(1);
    expect(second.output().trim()).toMatch(/^digistore24-mcp cannot start: listen EADDRINUSE: .*:\d+$/);
  });
});
