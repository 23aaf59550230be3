import { z } from "zod";
import { authorizationSchema } from "../authorize/authorization-request.ts";
import { accessSchema } from "../scopes.ts";
import type { Seal } from "../seal.ts";

export const CODE_SECONDS = 60;

/** Where the key comes from when the code is used. */
const sourceSchema = z.union([
  /** The person has pasted it. */
  z.object({ key: z.string() }),
  /** Digistore24 hands it out once for this token, after the person has agreed. */
  z.object({ requestToken: z.string() }),
]);

const codeSchema = authorizationSchema
  .pick({ client: true, redirectUri: true, challenge: true, resource: true, refreshes: true })
  .extend({ access: accessSchema, source: sourceSchema, grant: z.string() });
export type CodeContent = Readonly<z.infer<typeof codeSchema>>;

/** Seals what the token endpoint needs. */
export function sealCode(seal: Seal, content: CodeContent): Promise<string> {
  const { client, redirectUri, challenge, resource, refreshes, access, source, grant } = content;
  const kept = { client, redirectUri, challenge, resource, refreshes, access, source, grant };
  return seal.close("code", kept, CODE_SECONDS);
}

export function openCode(seal: Seal, code: string): Promise<CodeContent | undefined> {
  return seal.open("code", code, codeSchema);
}

/** How long a used code has to be remembered: a little longer than it is valid. */
export const USED_CODE_SECONDS = 2 * CODE_SECONDS;
