import { CallError } from "../kit/errors.ts";
import type { CallAbort } from "./call-abort.ts";
import { connectionError, NO_CONNECTION_ADVICE } from "./connection-error.ts";
import type { BrokenExchange } from "./exchange.ts";
import type { UpstreamCall } from "./upstream-call.ts";

/** The error of a call whose exchange broke: its caller left, its time is over, or the connection failed. */
export function brokenCall(
  cause: BrokenExchange,
  { timeoutMs }: UpstreamCall,
  abort: CallAbort,
  phase: { readonly host: string; readonly wasSent: boolean },
): CallError {
  switch (abort.reason()) {
    case "caller":
      return callerLeft(phase.wasSent, cause);
    case "timeout":
      return timeout(timeoutMs / 1000, phase.wasSent, cause);
    default:
      return connectionError(cause, phase);
  }
}

function timeout(seconds: number, wasSent: boolean, cause: Error): CallError {
  return wasSent
    ? new CallError("timeout", `Digistore24 did not answer within ${seconds} seconds`, { wasSent, cause })
    : new CallError("timeout", `nothing was sent. No connection to Digistore24 opened within ${seconds} seconds`, {
        wasSent,
        cause,
        advice: NO_CONNECTION_ADVICE,
      });
}

export function callerLeft(wasSent: boolean, cause?: Error): CallError {
  return new CallError("cancelled", "the caller disconnected before Digistore24 answered", { wasSent, cause });
}
