import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { LoadJob, LoadOutcome, LoadReply } from "./load-job.ts";

export type LoadGenerator = (job: LoadJob) => Promise<LoadOutcome>;

/** One job at a time, done in a separate process. A wrong answer to any request fails the job. */
export function createLoadGenerator(child: ChildProcess): LoadGenerator {
  const ended = once(child, "exit").then(() => {
    throw new Error("the load generator has ended");
  });
  // It ends with the bench, when nothing waits for it.
  ended.catch(() => undefined);
  return async (job) => {
    const answered = once(child, "message") as Promise<[LoadReply]>;
    child.send(job);
    const [reply] = await Promise.race([answered, ended]);
    if ("failure" in reply) {
      throw new Error(`${job.origin}: ${reply.failure}`);
    }
    return reply.outcome;
  };
}
