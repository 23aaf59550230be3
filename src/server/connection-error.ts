import { CallError } from "./errors.ts";

/** Failures before anything was sent; after any other a write may have happened. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);
/** As it arrives, and once unpacked. */
const TOO_LARGE = new Set(["UND_ERR_RES_EXCEEDED_MAX_SIZE", "ERR_BUFFER_TOO_LARGE"]);

/** A request that fetch could not carry to its end. */
export function connectionError(cause: unknown): CallError {
  const code = errorCode(cause);
  if (code !== undefined && TOO_LARGE.has(code)) {
    // There was an answer, so this is no connection error and the same read would end the same way.
    return new CallError("upstream_down", "The answer of Digistore24 is too large to be read", {
      status: 200,
      wasSent: true,
      cause,
    });
  }
  const wasSent = code === undefined || !NEVER_SENT.has(code);
  const message = wasSent
    ? "The connection to Digistore24 broke before its answer was complete"
    : "Digistore24 cannot be reached";
  return new CallError("upstream_down", code === undefined ? message : `${message} (${code})`, { wasSent, cause });
}

/** fetch wraps the reason, sometimes twice. */
export function errorCode(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("code" in current && typeof current.code === "string") {
      return current.code;
    }
  }
  return undefined;
}
