import type { Finding } from "../finding.ts";
import { skipped } from "../finding.ts";

const WHAT = "endpoint's clock";
const MAX_DRIFT_SECONDS = 60;

/** Compares the time in an answer's Date header with this machine's. */
export function compareClocks(date: string | null): Finding {
  const ahead = Math.round((Date.parse(date ?? "") - Date.now()) / 1000);
  if (Number.isNaN(ahead)) {
    return skipped(WHAT, "the endpoint does not give its time");
  }
  const seconds = Math.abs(ahead);
  if (seconds <= MAX_DRIFT_SECONDS) {
    return { what: WHAT, seen: `${seconds} seconds from this machine's` };
  }
  const seen = `${seconds} seconds ${ahead > 0 ? "ahead of" : "behind"} this machine's`;
  const advice = "Set the clock that is wrong: by the endpoint's, sign-ins last a minute and connections expire";
  return { what: WHAT, seen, advice, isWarning: true };
}
