import { checkAnswer } from "./check-answer.ts";
import type { Processes } from "./processes.ts";
import type { HostKind, Stage } from "./stage.ts";
import { firstAnswer, firstQuestion } from "./subjects.ts";

const KINDS: readonly HostKind[] = ["endpoint", "SDK host", "passthrough"];

export interface Start {
  readonly subject: HostKind;
  /** From the start of the process to the whole first answer, of each run. */
  readonly ms: readonly number[];
}

/** Cold starts in turn. The first of each is not counted, because it loads the files into the disk cache. */
export async function measureStarts(stage: Stage, processes: Processes, runs: number): Promise<readonly Start[]> {
  const starts = KINDS.map((subject): { subject: HostKind; ms: number[] } => ({ subject, ms: [] }));
  for (let run = 0; run <= runs; run++) {
    for (const { subject, ms } of starts) {
      const elapsed = await startOnce(stage, processes, subject);
      if (run > 0) {
        ms.push(elapsed);
      }
    }
  }
  return starts;
}

async function startOnce(stage: Stage, processes: Processes, kind: HostKind): Promise<number> {
  const question = firstQuestion(kind);
  const startMs = performance.now();
  const host = await stage.start(kind);
  const { status, body } = await firstAnswer(host, question);
  const elapsed = performance.now() - startMs;
  checkAnswer(question, status, body.toString("utf8"));
  await processes.stop(host);
  return elapsed;
}
