import { parseArgs } from "node:util";

const USAGE =
  "Usage: npm run soak -- [--minutes 10] [--connections 64] [--hostile 8] [--keys 1000] [--fault-rate 0.02]";

export interface Options {
  readonly minutes: number;
  readonly connections: number;
  /** Hostile clients. */
  readonly hostile: number;
  readonly keys: number;
  readonly faultRate: number;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "10" },
      connections: { type: "string", default: "64" },
      hostile: { type: "string", default: "8" },
      keys: { type: "string", default: "1000" },
      "fault-rate": { type: "string", default: "0.02" },
    },
  });
  const options = {
    minutes: Number(values.minutes),
    connections: Number(values.connections),
    hostile: Number(values.hostile),
    keys: Number(values.keys),
    faultRate: Number(values["fault-rate"]),
  };
  const { minutes, connections, hostile, keys, faultRate } = options;
  const isUsable = minutes > 0 && connections >= 1 && hostile >= 0 && keys >= 1 && faultRate >= 0;
  if (!isUsable || faultRate > 1) {
    throw new RangeError("give numbers above 0, and a fault rate from 0 to 1");
  }
  return options;
}

export function readOptionsOrExit(): Options {
  try {
    return readOptions();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    process.exit(2);
  }
}
