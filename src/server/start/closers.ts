/** Functions that close everything that was opened, in the same way after a failed start and on a stop. */
export interface Closers {
  add(close: () => unknown): void;
  /** Closes everything, last opened first. A closer that is added later is called at once. Never rejects. */
  close(): Promise<void>;
}

/** `onError` gets the errors that closers throw; all other closers are called anyway. */
export function createClosers(onError: (error: unknown) => void): Closers {
  const closers: (() => unknown)[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (let close = closers.pop(); close; close = closers.pop()) {
      try {
        await close();
      } catch (error) {
        onError(error);
      }
    }
  }

  return {
    add: (close) => {
      closers.push(close);
      if (closing) {
        closing = closing.then(closeAll);
      }
    },
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
}
