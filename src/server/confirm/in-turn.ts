/** Runs functions with the same name one after another, so that each sees the changes of the one before. */
export type InTurn = <T>(name: string, run: () => Promise<T>) => Promise<T>;

/** Within this process: instances do not wait for each other. */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (name, run) => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(run);
    const settled = mine.catch(() => undefined);
    last.set(name, settled);
    try {
      return await mine;
    } finally {
      if (last.get(name) === settled) {
        last.delete(name);
      }
    }
  };
}
