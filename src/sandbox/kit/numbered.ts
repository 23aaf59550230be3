/** Gives out ids. One that was given once is not given again, whatever is deleted since. */
interface IdCounter {
  nextId: number;
}

/** Records by id. */
export interface Numbered<T> extends IdCounter {
  readonly byId: Map<number, T>;
}

interface HasId {
  readonly id: number;
}

/** Records whose new ids go on after the last, unless said otherwise. */
export function numbered<T extends HasId>(records: readonly T[], nextId?: number): Numbered<T> {
  const byId = new Map(records.map((record) => [record.id, record]));
  return { byId, nextId: nextId ?? Math.max(0, ...byId.keys()) + 1 };
}

export function takeId(counter: IdCounter): number {
  const id = counter.nextId;
  counter.nextId += 1;
  return id;
}

/** Keeps a new record under the next id. */
export function addNumbered<T extends HasId>(records: Numbered<T>, record: Omit<T, "id">): number {
  const id = takeId(records);
  records.byId.set(id, { ...record, id } as T);
  return id;
}
