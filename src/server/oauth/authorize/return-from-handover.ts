import type { FastifyRequest } from "fastify";
import { randomId } from "../ids.ts";
import { sealCode } from "../tokens/code.ts";
import { withCode, withError } from "./answer-program.ts";
import type { AuthorizeOptions } from "./authorize-options.ts";
import { USED } from "./browser-cookie.ts";
import { openHandover } from "./handover.ts";
import { AuthorizeProblemError, type RedirectAnswer } from "./pages.ts";

interface Return {
  readonly id: string;
  /** The hand-over in the cookie of this browser, if it has one. */
  readonly sealed: string | undefined;
  readonly isCancelled: boolean;
}

/**
 * Digistore24 has led a person back. The code seals the request's token; Digistore24 is asked for the key only when the
 * program uses the code, because it hands out the key once.
 */
export async function returnFromHandover(
  { publicUrl, seal }: AuthorizeOptions,
  request: FastifyRequest,
  { id, sealed, isCancelled }: Return,
): Promise<RedirectAnswer> {
  if (sealed === USED) {
    throw new AuthorizeProblemError("already-done", 409);
  }
  const handover = await openHandover(seal, sealed, id);
  if (handover === undefined) {
    throw new AuthorizeProblemError("other-browser", 403);
  }
  const { request: asked, access, requestToken } = handover;
  if (isCancelled) {
    return { target: withError(publicUrl, asked, "access_denied", "The person did not agree.") };
  }
  request.log.info({ program: asked.program, access }, "agent connected at Digistore24");
  const code = await sealCode(seal, { ...asked, access, source: { requestToken }, grant: randomId() });
  return { target: withCode(publicUrl, asked, code) };
}
