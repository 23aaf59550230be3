import { formatTime, type Instant, SECOND_MS } from "../kit/time.ts";
import { type Language, REFUSAL_CODE, Refusal } from "./refusal.ts";

const API_VERSION = "1.2";

/** What the head of every answer says. */
export interface Timing {
  readonly now: Instant;
  readonly elapsedMs: number;
}

export function successEnvelope(data: unknown, timing: Timing): object {
  return { ...head(timing), result: "success", data: asPhpWrites(data) };
}

export function errorEnvelope({ code, texts }: Refusal, language: Language, timing: Timing): object {
  return { ...head(timing), result: "error", code, message: texts[language] };
}

/** What a caller learns of a defect of the sandbox itself; the log has the rest. */
export function internalRefusal(): Refusal {
  return new Refusal(REFUSAL_CODE.internal, { de: "Interner Fehler", en: "Internal error" });
}

/** PHP has one kind of empty array: what would be an object, had it fields, comes as a list. */
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
