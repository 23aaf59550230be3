import { NOTHING_CHANGED } from "../../contract/confirm-level.ts";
import { CallError } from "../../kit/errors.ts";

/** The API would certainly refuse the call, so nobody is asked about it. */
export class CannotSucceedError extends CallError {
  readonly reason: string;

  constructor(reason: string, advice: string) {
    super("refused", `nothing was sent: ${reason}`, { wasSent: false, advice: `${advice} ${NOTHING_CHANGED}` });
    this.reason = reason;
  }
}
