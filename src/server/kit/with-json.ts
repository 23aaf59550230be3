/** Data together with its JSON, which is needed several times and takes longer to make than anything else in a large answer. */
export interface DataWithJson {
  readonly data: unknown;
  readonly json: string;
}

export function withJson(data: unknown): DataWithJson {
  return { data, json: JSON.stringify(data) ?? "null" };
}
