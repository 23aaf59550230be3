/** What was opened, and how it is closed again. A start that fails and a stop close it the same way. */
export interface Closers {
  add(close: () => unknown): void;
  /** Closes everything, last opened first, and what is still added after that at once. Never rejects. */
  close(): Promise<void>;
}

/** `onError` is called with what a closing throws; the others are closed all the same. */
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
