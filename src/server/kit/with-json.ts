/** Data beside its JSON, which takes longer to make than all else in a large answer and is asked for several times. */
export interface Printed {
  readonly data: unknown;
  readonly json: string;
}

export function print(data: unknown): Printed {
  return { data, json: JSON.stringify(data) ?? "null" };
}
