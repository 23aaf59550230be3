import type { ServerContext } from "@modelcontextprotocol/server";
import type { Progress } from "../call/call.ts";

/** Sends the progress of a call to a client that gave a token for it. Undefined for any other client. */
export function progressTo({ mcpReq }: ServerContext): ((progress: Progress) => void) | undefined {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) {
    return undefined;
  }
  let last = 0;
  return ({ done, total, message }) => {
    // Calls run side by side, and the protocol wants numbers that grow.
    if (done <= last) {
      return;
    }
    last = done;
    const params = { progressToken, progress: done, message, ...(total !== undefined && { total }) };
    // A client that has gone does not get its answer either.
    mcpReq.notify({ method: "notifications/progress", params }).catch(() => undefined);
  };
}
