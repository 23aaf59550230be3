import type { Finding } from "../finding.ts";
import { skipped } from "../finding.ts";
import { inSeconds } from "../in-seconds.ts";

const WHAT = "endpoint's clock";
const MAX_DRIFT_MS = 60_500;

/** Compares the time in an answer's Date header with this machine's. */
export function compareClocks(date: string | null): Finding {
  const aheadMs = Date.parse(date ?? "") - Date.now();
  if (Number.isNaN(aheadMs)) {
    return skipped(WHAT, "the endpoint does not give its time");
  }
  const drift = inSeconds(Math.abs(aheadMs));
  if (Math.abs(aheadMs) <= MAX_DRIFT_MS) {
    return { what: WHAT, seen: `${drift} from this machine's` };
  }
  const seen = `${drift} ${aheadMs > 0 ? "ahead of" : "behind"} this machine's`;
  const advice =
    "Set the clock that is wrong: by the endpoint's clock, a sign-in has to be finished within a minute, and connections expire";
  return { what: WHAT, seen, advice, isWarning: true };
}
