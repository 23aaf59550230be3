import { createHash } from "node:crypto";

const ROUNDS = 7;
const RECORDS = 20_000;

/** How long this machine takes for a fixed piece of work, in milliseconds: the best of several rounds. */
export function calibrate(): number {
  return Math.min(...Array.from({ length: ROUNDS }, timeOnce));
}

function timeOnce(): number {
  const start = performance.now();
  const records = Array.from({ length: RECORDS }, (_, id) => ({
    id,
    name: `record ${id % 97}`,
    tags: [id % 7, id % 11],
  }));
  const sorted = records.toSorted((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
  createHash("sha256")
    .update(JSON.stringify(JSON.parse(JSON.stringify(sorted))))
    .digest("hex");
  return performance.now() - start;
}
