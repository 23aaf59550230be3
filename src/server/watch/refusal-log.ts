import type { FastifyBaseLogger } from "fastify";

/** Why a request was refused before a call. Each is a value of the metric's label, so callers cannot add any. */
export const REFUSAL_REASONS = [
  "no_key",
  "wrong_key",
  "token",
  "rate_limit",
  "host",
  "origin",
  "path",
  "request",
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

declare module "fastify" {
  interface FastifyReply {
    /** Why the request is refused, if its status does not show it. */
    refusedFor: RefusalReason | null;
  }
}

export interface RefusalLog {
  note(address: string, reason: RefusalReason): void;
  /** Writes everything that has been counted and not written yet. */
  close(): void;
}

/** Addresses with a line of their own. An attacker may have any number of them, and each costs memory and lines. */
export const MAX_ADDRESSES_LOGGED = 200;
export const OTHER_ADDRESSES = "others";
const MINUTE_MS = 60_000;

/** What has been refused since the last line of an address. */
interface Unwritten {
  count: number;
  readonly reasons: Set<RefusalReason>;
  /** Ends the address's minute. */
  readonly timer: NodeJS.Timeout;
}

/** Writes the first refusal of an address at once, and the further ones as a number: one line a minute for each address. */
export function createRefusalLog(log: Pick<FastifyBaseLogger, "info">, everyMs = MINUTE_MS): RefusalLog {
  const byAddress = new Map<string, Unwritten>();

  function write(address: string, count: number, reasons: Iterable<RefusalReason>): void {
    log.info({ address, count, reasons: [...reasons] }, "requests refused");
  }

  function begin(address: string): void {
    const timer = setTimeout(() => end(address), everyMs).unref();
    byAddress.set(address, { count: 0, reasons: new Set(), timer });
  }

  function end(address: string): void {
    const unwritten = byAddress.get(address);
    byAddress.delete(address);
    if (unwritten && unwritten.count > 0) {
      write(address, unwritten.count, unwritten.reasons);
      begin(address);
    }
  }

  return {
    note: (given, reason) => {
      const hasRoom = byAddress.has(given) || byAddress.size < MAX_ADDRESSES_LOGGED;
      const address = hasRoom ? given : OTHER_ADDRESSES;
      const unwritten = byAddress.get(address);
      if (unwritten) {
        unwritten.count++;
        unwritten.reasons.add(reason);
      } else {
        write(address, 1, [reason]);
        begin(address);
      }
    },
    close: () => {
      for (const [address, { count, reasons, timer }] of byAddress) {
        clearTimeout(timer);
        if (count > 0) {
          write(address, count, reasons);
        }
      }
      byAddress.clear();
    },
  };
}
