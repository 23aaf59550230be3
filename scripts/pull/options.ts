import { parseArgs } from "node:util";

export const USAGE = `Usage: npm run openapi:pull -- [--from URL|DIR|FILE] [--into DIR] [--dry-run] [--json] [--timeout SECONDS] [--cache DIR]
Exits 0 when nothing has changed, 3 when something has, 1 when it could not be determined.`;

export const VENDOR = "https://www.digistore24.com/api/docs/openapi.yaml";
const MAX_TIMEOUT_SECONDS = 3600;

export interface PullOptions {
  readonly from: string;
  /** The folder of our description. */
  readonly into: string;
  readonly isDryRun: boolean;
  readonly asJson: boolean;
  readonly timeoutMs: number;
  readonly cacheFolder: string;
}

export class UsageError extends Error {
  override readonly name = "UsageError";
}

export function readOptions(args: readonly string[]): PullOptions {
  const { from, into, cache, timeout, json, "dry-run": isDryRun } = parse(args);
  const seconds = Number(timeout);
  if (!(seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS)) {
    throw new UsageError(
      `--timeout must be a number of seconds, at most ${MAX_TIMEOUT_SECONDS}, got ${JSON.stringify(timeout)}`,
    );
  }
  return { from, into, isDryRun, asJson: json, timeoutMs: seconds * 1000, cacheFolder: cache };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        from: { type: "string", default: VENDOR },
        into: { type: "string", default: "openapi" },
        cache: { type: "string", default: "node_modules/.cache/openapi-pull" },
        timeout: { type: "string", default: "120" },
        "dry-run": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
