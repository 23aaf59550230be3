/** Records by id. An id that was given once is not given again, whatever is deleted since. */
export interface Numbered<T> {
  readonly byId: Map<number, T>;
  nextId: number;
}

interface HasId {
  readonly id: number;
}

export function numbered<T extends HasId>(records: readonly T[]): Numbered<T> {
  const byId = new Map(records.map((record) => [record.id, record]));
  return { byId, nextId: Math.max(0, ...byId.keys()) + 1 };
}

/** Keeps a new record under the next id. */
export function addNumbered<T extends HasId>(records: Numbered<T>, record: Omit<T, "id">): number {
  const id = records.nextId;
  records.nextId += 1;
  records.byId.set(id, { ...record, id } as T);
  return id;
}
