import { formatTime, type Instant, SECOND_MS } from "../kit/time.ts";
import { type Language, REFUSAL_CODE, Refusal } from "./refusal.ts";

const API_VERSION = "1.2";

/** When the answer was made and how long that took. */
interface Timing {
  readonly now: Instant;
  readonly elapsedMs: number;
}

export function successEnvelope(data: unknown, timing: Timing): object {
  return { ...head(timing), result: "success", data: asPhpWrites(data) };
}

export function errorEnvelope({ code, texts }: Refusal, language: Language, timing: Timing): object {
  return { ...head(timing), result: "error", code, message: texts[language] };
}

/** The answer if the sandbox itself has a defect; the log has the details. */
export function internalRefusal(): Refusal {
  return new Refusal(REFUSAL_CODE.internal, { de: "Interner Fehler", en: "Internal error" });
}

/** PHP has only one kind of empty array: an object without fields is sent as a list. */
function asPhpWrites(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(asPhpWrites);
  }
  const entries = Object.entries(value).map(([name, inner]) => [name, asPhpWrites(inner)]);
  return entries.length === 0 ? [] : Object.fromEntries(entries);
}

function head({ now, elapsedMs }: Timing) {
  const runtimeSeconds = Number((elapsedMs / SECOND_MS).toFixed(4));
  return { api_version: API_VERSION, current_time: formatTime(now), runtime_seconds: runtimeSeconds };
}
