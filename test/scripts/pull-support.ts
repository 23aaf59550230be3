import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach } from "vitest";
import { runPull } from "../../scripts/pull/run-pull.ts";
import { useTempFolders } from "../support/temp-folder.ts";

export const FIXTURES = "test/fixtures/pull";

interface PullRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface PullWorkplace {
  /** A copy of our fixture's description, to be pulled into. */
  readonly ours: string;
  /** The folder in which the command keeps HTTP answers. */
  readonly cache: string;
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
    const cache = join(folder, "cache");
    cpSync(join(FIXTURES, "ours"), ours, { recursive: true });
    const run = async (from: string, ...options: string[]) => {
      const [stdout, stderr]: [string[], string[]] = [[], []];
      const args = ["--from", from, "--into", ours, "--cache", cache, ...options];
      const code = await runPull(args, collector(stdout), collector(stderr));
      return { code, stdout: stdout.join(""), stderr: stderr.join("") };
    };
    return { ours, cache, run, files: () => readAll(ours) };
  };
}

function collector(texts: string[]): { write(text: string): void } {
  return { write: (text) => texts.push(text) };
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

/** Changes texts by file; one that changes nothing would make its test prove nothing. */
export type Edits = Readonly<Record<string, (text: string) => string>>;

export function editFiles(folder: string, edits: Edits): void {
  for (const [name, edit] of Object.entries(edits)) {
    const text = readFileSync(join(folder, name), "utf8");
    const edited = edit(text);
    if (edited === text) {
      throw new Error(`the edit of ${name} changes nothing`);
    }
    writeFileSync(join(folder, name), edited);
  }
}

/** The first version of the source, changed, in a folder for one test. */
export function useSources(): (edits: Edits) => string {
  const tempFolder = useTempFolders();
  return (edits) => {
    const folder = tempFolder();
    cpSync(join(FIXTURES, "v1"), folder, { recursive: true });
    editFiles(folder, edits);
    return folder;
  };
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
