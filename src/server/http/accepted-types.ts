/** Before the 2026 revision, the SDK only serves clients that accept both. */
export const ANY_ANSWER = "application/json, text/event-stream";

/**
 * Whether a client accepts JSON and does not ask for event streams: any type, no header, or JSON alone. The specification
 * requires both from a client, but many do not know that.
 */
export function wantsJson(accept: string | undefined): boolean {
  const types = (accept ?? "*/*").split(",").map((type) => type.split(";", 1)[0]?.trim().toLowerCase() ?? "");
  return (
    !types.includes("text/event-stream") &&
    ["*/*", "application/*", "application/json"].some((type) => types.includes(type))
  );
}
