import { Pool } from "undici";
import { checkAnswer } from "./check-answer.ts";
import { keyHeader, keyOf, type PreparedRequest, prepareRequest, type Work } from "./requests.ts";
import { send } from "./send.ts";
import { openSession } from "./session.ts";
import { peerAt, REVISIONS, type Subject } from "./subjects.ts";

const [OLDER, NEWER] = REVISIONS;

/**
 * Another server, once for each revision that it speaks. Throws unless it answers everything that it will be asked:
 * otherwise a failure would show only after some minutes.
 */
export async function peerSubjects({ href, origin, pathname, search }: URL, works: readonly Work[]) {
  const path = pathname + search;
  const pool = new Pool(origin);
  try {
    const session = await openSession(pool, path, keyOf(0));
    for (const work of works) {
      await ask(pool, prepareRequest(work, OLDER, path), session);
    }
    const speaksNewer = await ask(pool, prepareRequest("tools/list", NEWER, path), {}).then(
      () => true,
      () => false,
    );
    const subject = { origin, path, isPeer: true };
    return [
      { ...subject, name: peerAt(OLDER), dialect: OLDER, opensSession: true },
      ...(speaksNewer ? [{ ...subject, name: peerAt(NEWER), dialect: NEWER, opensSession: false }] : []),
    ] satisfies readonly Subject[];
  } catch (error) {
    throw new Error(`the peer at ${href} cannot be measured: ${(error as Error).message}`, { cause: error });
  } finally {
    await pool.destroy();
  }
}

async function ask(pool: Pool, request: PreparedRequest, session: Readonly<Record<string, string>>): Promise<void> {
  const headers = { ...request.headers, ...keyHeader(request.dialect, keyOf(0)), ...session };
  const { status, body } = await send(pool, { ...request, headers });
  checkAnswer(request, status, body.toString("utf8"));
}
