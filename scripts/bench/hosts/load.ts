import { Pool } from "undici";
import { checkAnswer } from "../check-answer.ts";
import type { LoadJob, LoadOutcome, LoadReply } from "../load-job.ts";
import { keyHeader, type PreparedRequest } from "../requests.ts";
import { type Answer, type Message, send } from "../send.ts";
import { openSession, SESSION_ID } from "../session.ts";
import { percentile } from "../statistics.ts";

/** The load generator: receives a job as a message, does it and answers with the result. */
process.on("message", (job: LoadJob) => {
  run(job).then(
    (outcome) => reply({ outcome }),
    (error: Error) => reply({ failure: error.message }),
  );
});
process.once("disconnect", () => process.exit());

function reply(message: LoadReply): void {
  process.send?.(message);
}

async function run(job: LoadJob): Promise<LoadOutcome> {
  const pool = new Pool(job.origin, { connections: job.connections });
  try {
    const messages = await prepare(pool, job);
    return await generate(pool, job, messages);
  } finally {
    await pool.destroy();
  }
}

/** Every request for every caller, created before the clock runs. */
async function prepare(pool: Pool, job: LoadJob): Promise<readonly (readonly Message[])[]> {
  const [first] = job.requests;
  const [credential = ""] = job.credentials;
  const session = job.opensSession && first ? await openSession(pool, first.path, credential) : {};
  const callers = SESSION_ID in session ? [credential] : job.credentials;
  return job.requests.map(({ path, headers, body, dialect }) =>
    callers.map((one) => ({ path, headers: { ...headers, ...keyHeader(dialect, one), ...session }, body })),
  );
}

async function generate(
  pool: Pool,
  { requests, connections, end }: LoadJob,
  messages: readonly (readonly Message[])[],
): Promise<LoadOutcome> {
  const check = createCheck(requests);
  const latencies: number[] = [];
  const startMs = performance.now();
  let sent = 0;
  const isOver =
    "calls" in end ? () => sent >= end.calls : () => performance.now() - startMs >= Math.max(end.seconds, 0) * 1000;
  const work = async () => {
    while (!isOver()) {
      const which = sent % requests.length;
      const calls = messages[which] ?? [];
      const message = calls[sent % calls.length] as Message;
      sent++;
      const sentMs = performance.now();
      const answer = await send(pool, message);
      latencies.push(performance.now() - sentMs);
      check(which, answer);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return {
    calls: latencies.length,
    callsPerSecond: (latencies.length / (performance.now() - startMs)) * 1000,
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
  };
}

/** Answers to one request are usually identical to the byte, so only those that differ from the first have to be parsed. */
function createCheck(requests: readonly PreparedRequest[]): (which: number, answer: Answer) => void {
  const right = new Map<number, Buffer>();
  return (which, { status, body }) => {
    if (status === 200 && right.get(which)?.equals(body)) {
      return;
    }
    checkAnswer(requests[which] as PreparedRequest, status, body.toString("utf8"));
    right.set(which, body);
  };
}
