import { errorCode } from "../server/upstream/connection-error.ts";
import { inSeconds } from "./in-seconds.ts";

/** Describes in a few words why a request failed. Throws the error again if it is not a failure of the connection. */
export function describeFailure(error: unknown, timeoutMs: number): string {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return `no answer within ${inSeconds(timeoutMs)}`;
  }
  // A TypeError of fetch has a cause if the connection failed, and none otherwise.
  if (error instanceof TypeError && error.cause !== undefined) {
    return errorCode(error) ?? error.message;
  }
  throw error;
}
