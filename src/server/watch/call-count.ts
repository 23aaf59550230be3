import type { CallWatcher } from "../call/call-watch.ts";

/** Counts the calls in progress, including those that wait for their turn. */
export function createCallCount(): { readonly watcher: CallWatcher; readonly inProgress: () => number } {
  let count = 0;
  const watcher: CallWatcher = () => {
    count++;
    return { end: () => void count-- };
  };
  return { watcher, inProgress: () => count };
}
