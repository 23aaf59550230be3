import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach } from "vitest";
import type { CleanUpHook } from "./processes.ts";

export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

export interface RunningRedis {
  readonly url: string;
  readonly port: number;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

/** Starts Redis on a free port or on a given one, with nothing in it; it ends after the test. */
export function useRedis(whenOver: CleanUpHook = afterEach): (port?: number) => Promise<RunningRedis> {
  const running: RunningRedis[] = [];
  whenOver(async () => {
    for (const redis of running.splice(0)) {
      await redis.kill();
    }
  });
  return async (given) => {
    const port = given ?? (await freePort());
    const server = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", ""]);
    const redis = { url: `redis://127.0.0.1:${port}`, port, kill: () => kill(server) };
    running.push(redis);
    for await (const chunk of server.stdout) {
      if (String(chunk).includes("Ready to accept connections")) {
        break;
      }
    }
    server.stdout.resume();
    return redis;
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function kill(server: ChildProcess): Promise<void> {
  const exit = once(server, "exit");
  if (server.exitCode === null && server.signalCode === null && server.kill("SIGKILL")) {
    await exit;
  }
}
