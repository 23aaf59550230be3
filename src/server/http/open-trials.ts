/** Requests of each address whose key is being tried, and those that wait for one of them to end. */
export interface OpenTrials {
  begin(address: string): void;
  /** `isRoomLeft`: what it had reserved was given back. */
  end(address: string, isRoomLeft: boolean): void;
  /** Resolves when it is worth reserving again; undefined if no trial is open. */
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
      // The last one to end lets all others see that there is nothing left to wait for.
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
