/** For each address, the requests whose key is being tried and those that wait for one of these to end. */
interface OpenTrials {
  begin(address: string): void;
  /** `isRoomLeft`: the reservation of the request was given back. */
  end(address: string, isRoomLeft: boolean): void;
  /** Resolves when another attempt to reserve may succeed; undefined if no trial is open. */
  whenOneEnds(address: string): Promise<void> | undefined;
}

interface Trials {
  open: number;
  readonly waiting: (() => void)[];
}

export function createOpenTrials(): OpenTrials {
  const byAddress = new Map<string, Trials>();
  return {
    begin: (address) => {
      const trials = byAddress.get(address) ?? { open: 0, waiting: [] };
      trials.open++;
      byAddress.set(address, trials);
    },
    end: (address, isRoomLeft) => {
      const trials = byAddress.get(address);
      if (!trials) {
        return;
      }
      trials.open--;
      if (trials.open === 0) {
        byAddress.delete(address);
      }
      // The last trial wakes all others, because nothing is left to wait for.
      const woken = trials.waiting.splice(0, trials.open === 0 ? trials.waiting.length : Number(isRoomLeft));
      for (const wake of woken) {
        wake();
      }
    },
    whenOneEnds: (address) => {
      const trials = byAddress.get(address);
      return trials && new Promise((resolve) => trials.waiting.push(resolve));
    },
  };
}
