import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach } from "vitest";
import { useTempFolders } from "../support/temp-folder.ts";

export const FIXTURES = "test/fixtures/pull";

export interface PullRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PullWorkplace {
  /** A copy of our fixture's description, to be pulled into. */
  readonly ours: string;
  /** Runs the command on it. */
  run(from: string, ...options: string[]): Promise<PullRun>;
  /** All its files with their texts. */
  files(): Record<string, string>;
}

export function useWorkplaces(): () => PullWorkplace {
  const tempFolder = useTempFolders();
  return () => {
    const folder = tempFolder();
    const ours = join(folder, "openapi");
    cpSync(join(FIXTURES, "ours"), ours, { recursive: true });
    const run = (from: string, ...options: string[]) =>
      new Promise<PullRun>((resolve) => {
        const args = ["--import", "tsx", "scripts/pull-openapi.ts", "--from", from, "--into", ours];
        execFile(process.execPath, [...args, "--cache", join(folder, "cache"), ...options], (error, stdout, stderr) =>
          resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr }),
        );
      });
    return { ours, run, files: () => readAll(ours) };
  };
}

export function readAll(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map(({ parentPath, name }) => [
      join(parentPath, name).slice(folder.length + 1),
      readFileSync(join(parentPath, name), "utf8"),
    ]),
  );
}

/** An HTTP server for one test; gives its address, without a slash at the end. */
export function useHttp(): (listener: RequestListener) => Promise<string> {
  const servers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((close) => close()));
  });
  return async (listener) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    servers.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
}
