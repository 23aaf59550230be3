import { z } from "zod";
import { randomId } from "../ids.ts";
import { type Access, accessSchema, OFFLINE_ACCESS, scopesOf } from "../scopes.ts";
import type { Seal } from "../seal.ts";

const DAY_SECONDS = 24 * 60 * 60;
/** A connection that was not used for so long has to be made again. */
const REFRESH_DAYS = 180;
export const REFRESH_SECONDS = REFRESH_DAYS * DAY_SECONDS;

const grantSchema = z.object({
  key: z.string(),
  /** The resource that the tokens are for. */
  audience: z.string(),
  /** A hash of the client id. */
  client: z.string(),
  access: accessSchema,
  /** The same for all tokens that come of one consent. */
  grant: z.string(),
  /** Whether Digistore24 made the key for this grant, so that it can end with it. */
  isOwnKey: z.boolean(),
});
/** What a person has agreed to, as its tokens hold it. */
export type Grant = Readonly<z.infer<typeof grantSchema>>;

const accessTokenSchema = grantSchema.extend({ exp: z.number() });
export type AccessToken = Readonly<z.infer<typeof accessTokenSchema>>;

const refreshSchema = grantSchema.extend({ id: z.string(), previous: z.string().optional(), exp: z.number() });
export type RefreshToken = Readonly<z.infer<typeof refreshSchema>>;

/** The answer of the token endpoint. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token?: string;
}

interface Issue {
  readonly grant: Grant;
  /** The access of the new access token, if the program asks for less than the person agreed to. */
  readonly access?: Access;
  /** Absent if the program gets no refresh token. */
  readonly refresh?: { readonly previous?: string } | undefined;
  readonly tokenDays: number;
}

/** Issues the tokens of a grant. A program that has them can use the key but cannot read it. */
export async function issueTokens(seal: Seal, issue: Issue): Promise<TokenAnswer> {
  const { grant, access = grant.access, refresh, tokenDays } = issue;
  const seconds = tokenDays * DAY_SECONDS;
  const scopes = [...scopesOf(access), ...(refresh ? [OFFLINE_ACCESS] : [])];
  const answer: TokenAnswer = {
    access_token: await seal.close("access", { ...grant, access }, seconds),
    token_type: "Bearer",
    expires_in: seconds,
    scope: scopes.join(" "),
  };
  // The refresh token keeps the whole grant: a program may ask for less now and for all of it later.
  return refresh
    ? {
        ...answer,
        refresh_token: await seal.close("refresh", { ...grant, id: randomId(), ...refresh }, REFRESH_SECONDS),
      }
    : answer;
}

export function openAccessToken(seal: Seal, token: string): Promise<AccessToken | undefined> {
  return seal.open("access", token, accessTokenSchema);
}

export function openRefreshToken(seal: Seal, token: string): Promise<RefreshToken | undefined> {
  return seal.open("refresh", token, refreshSchema);
}

/** The grant of a token, without what belongs to the token alone. */
export function grantOf(token: AccessToken | RefreshToken): Grant {
  return grantSchema.parse(token);
}
