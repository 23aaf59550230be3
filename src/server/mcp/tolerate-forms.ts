import { isObject } from "../kit/is-object.ts";

type Members = Readonly<Record<string, unknown>>;

/**
 * Rewrites the ways in which some clients write "none": PHP writes an empty object as a list, others write null. Some write
 * arguments as JSON text. Everything else stays as it is and is refused by name.
 */
export function tolerateForms(body: unknown): unknown {
  return Array.isArray(body) ? body.map(tolerateMessage) : tolerateMessage(body);
}

function tolerateMessage(message: unknown): unknown {
  if (!isObject(message) || !("params" in message)) {
    return message;
  }
  const { params } = message;
  if (isNone(params)) {
    const { params: _, ...rest } = message;
    return rest;
  }
  return isObject(params) && hasOtherForms(params) ? { ...message, params: tolerateParams(params) } : message;
}

/** Almost no message has: it is not copied then. */
function hasOtherForms({ cursor, _meta, arguments: given }: Members): boolean {
  return cursor === null || _meta === null || typeof given === "string" || isNone(given);
}

function tolerateParams(params: Members): Members {
  const entries = Object.entries(params).flatMap(([name, value]): [string, unknown][] => {
    switch (name) {
      case "cursor":
      case "_meta":
        return value === null ? [] : [[name, value]];
      case "arguments": {
        const given = fromJsonText(value);
        return isNone(given) ? [] : [[name, given]];
      }
      default:
        return [[name, value]];
    }
  });
  return Object.fromEntries(entries);
}

function isNone(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function fromJsonText(value: unknown): unknown {
  if (typeof value !== "string") {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    // Not JSON: it is refused as text.
    return value;
  }
}
