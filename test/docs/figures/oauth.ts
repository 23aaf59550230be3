import { CONSENT_SECONDS } from "../../../src/server/oauth/authorize/browser-cookie.ts";
import { MAX_FETCHES_PER_HOST, MAX_FETCHES_PER_MINUTE } from "../../../src/server/oauth/clients/client-documents.ts";
import { MAX_FRESH_MS, MAX_STALE_MS, MIN_FRESH_MS } from "../../../src/server/oauth/clients/document-memory.ts";
import { MAX_BODY_BYTES, MAX_FETCH_MS } from "../../../src/server/oauth/clients/fetch-client-document.ts";
import { MAX_IN_TOTAL, MAX_PER_ADDRESS, MAX_PER_CLIENT, MAX_PER_GRANT } from "../../../src/server/oauth/door-limits.ts";
import { ID_BYTES } from "../../../src/server/oauth/ids.ts";
import { CODE_SECONDS, USED_CODE_SECONDS } from "../../../src/server/oauth/tokens/code.ts";
import { AT_ONCE_SECONDS, MAX_USES_AT_ONCE } from "../../../src/server/oauth/tokens/refresh.ts";
import { REFRESH_SECONDS } from "../../../src/server/oauth/tokens/tokens.ts";
import { MAX_HEADER_BYTES } from "../../../src/server/start/app.ts";
import { VARIABLES } from "../../../src/server/start/config/variables.ts";
import type { Claim } from "./claim.ts";

const PAGE = "docs/oauth.md";
const DAY_MS = 24 * 60 * 60 * 1000;
const tokenDays = Number(VARIABLES.OAUTH_TOKEN_DAYS.default);

export const OAUTH_CLAIMS: readonly Claim[] = [
  [PAGE, "refresh its access token; # by default", tokenDays],
  [PAGE, "and headers of requests of up to #", MAX_HEADER_BYTES],
  [PAGE, "| consent page, hand-over | … | #", CONSENT_SECONDS * 1000],
  [PAGE, "| code | … | #", CODE_SECONDS * 1000],
  [PAGE, "| access token | … | #", tokenDays * DAY_MS],
  [PAGE, "| refresh token | … | #", REFRESH_SECONDS * 1000],
  [PAGE, "| ids of used codes … | # for codes", USED_CODE_SECONDS * 1000],
  [PAGE, "| ids of used codes … else #", REFRESH_SECONDS * 1000],
  [PAGE, "| documents of programs | … from #", MIN_FRESH_MS],
  [PAGE, "| documents of programs | … minutes to #", MAX_FRESH_MS],
  [PAGE, "| documents of programs | … a day; #", MAX_STALE_MS],
  [PAGE, "Within #, several windows", AT_ONCE_SECONDS * 1000],
  [PAGE, "several windows … up to # times", MAX_USES_AT_ONCE],
  [PAGE, "within its #, by somebody", CODE_SECONDS * 1000],
  [PAGE, "| A code is stolen or used twice | #", CODE_SECONDS * 1000],
  [PAGE, "ids of # random bits", ID_BYTES * 8],
  [PAGE, "no redirects, #", MAX_FETCH_MS],
  [PAGE, "no redirects, … seconds, #", MAX_BODY_BYTES],
  [PAGE, "no redirects, … KiB, # documents", MAX_FETCHES_PER_HOST],
  [PAGE, "documents a minute from one host, and # from", MAX_FETCHES_PER_MINUTE],
  [PAGE, "for its connection alone, # a minute", MAX_PER_GRANT],
  [PAGE, "All others count by program, # a minute", MAX_PER_CLIENT],
  [PAGE, "at each endpoint, and # together", MAX_IN_TOTAL],
  [PAGE, "The consent page counts by address, # a minute", MAX_PER_ADDRESS],
  [PAGE, "It was open for more than #", CONSENT_SECONDS * 1000],
];
