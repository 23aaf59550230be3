/** The value of an argument after validation. */
export type ArgumentValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly ArgumentValue[]
  | { readonly [key: string]: ArgumentValue };

/** The arguments of one call, by the API's own names. */
export type Arguments = Readonly<Record<string, ArgumentValue>>;

/**
 * Encodes arguments as the form body that the API reads: PHP brackets to any depth (`addons[0][product_id]=12345`), `Y` and `N` for
 * booleans, plain decimals for numbers. Null and undefined are left out. An empty text is sent, because it clears a field.
 */
export function encodeForm(args: Arguments): string {
  const fields: [string, string][] = [];
  for (const [name, value] of Object.entries(args)) {
    appendFields(fields, name, value);
  }
  return new URLSearchParams(fields).toString();
}

function appendFields(fields: [string, string][], name: string, value: ArgumentValue): void {
  if (value === null || value === undefined) {
    return;
  }
  if (typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      appendFields(fields, `${name}[${key}]`, item);
    }
    return;
  }
  fields.push([name, toText(value)]);
}

/** A plain value as the API reads it. */
export function toText(value: string | number | boolean): string {
  if (typeof value === "boolean") {
    return value ? "Y" : "N";
  }
  return typeof value === "number" ? toDecimal(value) : value;
}

/** The API does not read the exponent with which JavaScript writes very large and very small numbers. */
function toDecimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }) : text;
}
