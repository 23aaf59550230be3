import { parseArgs } from "node:util";
import { WORKS } from "./requests.ts";

const PARTS = [...WORKS, "oauth", "confirm", "start", "memory", "hostile", "insights", "sizes", "regen"] as const;
type Part = (typeof PARTS)[number];

export const USAGE = `Usage: npm run bench -- [--quick] [--only PART[,PART]] [--runs 5] [--seconds 1] [--json FILE]
       [--peer URL] [--upstream-port PORT]
  PART is one of ${PARTS.join(", ")}
  --quick ends in a minute: fewer parts, shorter runs
  --peer  another MCP server with the same tools; let it call the API at http://127.0.0.1:PORT/api/call`;

const QUICK_PARTS: readonly Part[] = ["tools/list", "ping", "start", "sizes", "regen"];

export interface Options {
  readonly isQuick: boolean;
  readonly parts: ReadonlySet<Part>;
  /** Of each subject at each place. */
  readonly runs: number;
  /** Of each run. */
  readonly seconds: number;
  readonly jsonFile: string | undefined;
  readonly peer: URL | undefined;
  readonly upstreamPort: number | undefined;
}

/** Throws a TypeError or RangeError that says what is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      runs: { type: "string", default: "5" },
      seconds: { type: "string" },
      json: { type: "string" },
      peer: { type: "string" },
      "upstream-port": { type: "string" },
    },
  });
  const { quick: isQuick, json: jsonFile, peer } = values;
  if (peer !== undefined && values["upstream-port"] === undefined) {
    throw new TypeError(
      "--peer needs --upstream-port, because the peer needs the address of the API before the bench starts",
    );
  }
  return {
    isQuick,
    parts: new Set(values.only === undefined ? (isQuick ? QUICK_PARTS : PARTS) : readParts(values.only)),
    runs: readNumber("runs", values.runs, 1, Number.isInteger),
    seconds: readNumber("seconds", values.seconds ?? (isQuick ? "0.25" : "1"), 0.01, Number.isFinite),
    jsonFile,
    peer: peer === undefined ? undefined : new URL(peer),
    upstreamPort: values["upstream-port"] && readNumber("upstream-port", values["upstream-port"], 1, isPort),
  } as Options;
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value <= 65_535;
}

function readParts(text: string): readonly Part[] {
  return text.split(",").map((name) => {
    const part = PARTS.find((known) => known === name.trim());
    if (part === undefined) {
      throw new RangeError(`--only must name parts of the bench, got "${name.trim()}"`);
    }
    return part;
  });
}

export function readNumber(name: string, text: string, smallest: number, fits: (value: number) => boolean): number {
  const value = Number(text);
  if (text.trim() === "" || !fits(value) || value < smallest) {
    throw new RangeError(`--${name} must be a number of at least ${smallest}, got "${text}"`);
  }
  return value;
}
