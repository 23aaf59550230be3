import { CallError } from "../kit/errors.ts";
import { certificateAdvice } from "./certificate-advice.ts";

/** While the answer arrives, and after it is decompressed. */
const TOO_LARGE = new Set(["UND_ERR_RES_EXCEEDED_MAX_SIZE", "ERR_BUFFER_TOO_LARGE"]);
const NAME_NOT_RESOLVED = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "EAI_NONAME"]);
/** undici refuses an invalid header before it connects, and only the key's header differs from call to call. */
const INVALID_HEADER = "UND_ERR_INVALID_ARG";

export const NO_CONNECTION_ADVICE =
  "Try again later. If the problem persists, the network of the machine that runs this server has to be checked: the server connects directly, without a proxy.";

interface ConnectionPhase {
  readonly host: string;
  /** Whether the request's head was handed to an established connection. */
  readonly wasSent: boolean;
}

/** Explains why an exchange broke. Only the phase decides whether the call may have been carried out, never the code. */
export function connectionError(cause: unknown, { host, wasSent }: ConnectionPhase): CallError {
  const code = errorCode(cause);
  if (!wasSent) {
    return notSent(cause, code, host);
  }
  if (code !== undefined && TOO_LARGE.has(code)) {
    // With a status, this is not retried: there was an answer, and the same read would fail again.
    return new CallError("upstream_down", "Digistore24's answer is too large to read", {
      status: 200,
      wasSent,
      cause,
    });
  }
  const message = "The connection to Digistore24 broke before its answer was complete";
  return new CallError("upstream_down", withCode(message, code), { wasSent, cause });
}

function notSent(cause: unknown, code: string | undefined, host: string): CallError {
  if (code === INVALID_HEADER) {
    const message = "nothing was sent. The API key contains a character that is not allowed in a request";
    return new CallError("key", message, { wasSent: false, cause });
  }
  const advice = certificateAdvice(code);
  if (advice !== undefined) {
    const message = `nothing was sent. This machine does not trust the certificate of ${host}`;
    return new CallError("upstream_down", withCode(message, code), { wasSent: false, cause, advice, isLasting: true });
  }
  const { reason, advice: next } = unreachable(code, host);
  return new CallError("upstream_down", withCode(`nothing was sent. Digistore24 cannot be reached${reason}`, code), {
    wasSent: false,
    cause,
    advice: next,
  });
}

function unreachable(code: string | undefined, host: string): { reason: string; advice: string } {
  if (code !== undefined && NAME_NOT_RESOLVED.has(code)) {
    const advice =
      "Try again later. If the problem persists, the DNS of the machine that runs this server has to be checked, or DIGISTORE24_API_URL if that is set.";
    return { reason: `: the name ${host} could not be resolved`, advice };
  }
  if (code === "ECONNREFUSED") {
    return { reason: `: ${host} refused the connection`, advice: NO_CONNECTION_ADVICE };
  }
  return { reason: "", advice: NO_CONNECTION_ADVICE };
}

function withCode(message: string, code: string | undefined): string {
  return code === undefined ? message : `${message} (${code})`;
}

/** The code is in the cause of the error, or in the cause of that. */
export function errorCode(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("code" in current && typeof current.code === "string") {
      return current.code;
    }
  }
  return undefined;
}
