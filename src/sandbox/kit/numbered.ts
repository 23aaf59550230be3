/** Hands out ids, each one once, even if its record is deleted later. */
interface IdCounter {
  nextId: number;
}

export interface Numbered<T> extends IdCounter {
  readonly byId: Map<number, T>;
}

interface HasId {
  readonly id: number;
}

/** Numbers new records from `nextId` on; by default, from the highest existing id on. */
export function numbered<T extends HasId>(records: readonly T[], nextId?: number): Numbered<T> {
  const byId = new Map(records.map((record) => [record.id, record]));
  return { byId, nextId: nextId ?? Math.max(0, ...byId.keys()) + 1 };
}

export function takeId(counter: IdCounter): number {
  const id = counter.nextId;
  counter.nextId += 1;
  return id;
}

/** Stores a new record under the next id. */
export function addNumbered<T extends HasId>(records: Numbered<T>, record: Omit<T, "id">): number {
  const id = takeId(records);
  records.byId.set(id, { ...record, id } as T);
  return id;
}
