import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

const BYTES_PER_KIB = 1024;
/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock. */
const MS_PER_TICK = 10;

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Resolves once the process is gone, which it may be already. */
export async function stopProcess(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (!hasEnded(child) && child.kill(signal)) {
    await once(child, "exit");
  }
}

/** Resident bytes; undefined on systems without /proc. */
export function readMemory(pid: number | undefined): number | undefined {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readOfProcess(pid, "status") ?? "") ?? [];
  return kib === undefined ? undefined : Number(kib) * BYTES_PER_KIB;
}

/** Processor time used so far, by user and system together; undefined on systems without /proc. */
export function readCpuMs(pid: number | undefined): number | undefined {
  // The program's name precedes these fields and may contain anything, so they are counted from its closing bracket.
  const fields = readOfProcess(pid, "stat")
    ?.replace(/^.*\) /s, "")
    .split(" ");
  return fields && (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

function readOfProcess(pid: number | undefined, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // Not Linux.
    return undefined;
  }
}
