import { MAX_MESSAGE_CHARS } from "../../../src/server/call/error-result.ts";
import { MAX_DEPTH, MAX_VALUES } from "../../../src/server/http/body-size.ts";
import { MAX_MESSAGES } from "../../../src/server/http/check-messages.ts";
import { UNSETTLED_MS } from "../../../src/server/http/key-trials.ts";
import { MAX_CHECK_MS } from "../../../src/server/key/key-check.ts";
import { MAX_AGE_MS } from "../../../src/server/key/known-keys.ts";
import { MAX_FETCHES_PER_MINUTE } from "../../../src/server/oauth/clients/client-documents.ts";
import {
  MAX_BODY_BYTES as MAX_DOCUMENT_BYTES,
  MAX_FETCH_MS,
} from "../../../src/server/oauth/clients/fetch-client-document.ts";
import { MAX_IN_TOTAL, MAX_PER_ADDRESS, MAX_PER_CLIENT, MAX_PER_GRANT } from "../../../src/server/oauth/door-limits.ts";
import { DEAD_CONNECTION_MS, MAX_BODY_BYTES, MAX_HEADER_BYTES } from "../../../src/server/start/app.ts";
import { MIN_SECRET_CHARS } from "../../../src/server/start/config/parse-secret.ts";
import { VARIABLES } from "../../../src/server/start/config/variables.ts";
import { longestStopMs, MAX_REST_MS } from "../../../src/server/start/longest-stop.ts";
import { servedTools } from "../../../src/server/start/served-tools.ts";
import { MAX_RETRIES } from "../../../src/server/upstream/call-with-retries.ts";
import { MAX_ANSWER_BYTES } from "../../../src/server/upstream/digistore24-client.ts";
import { MAX_WAIT_MS } from "../../../src/server/upstream/wait-for-turn.ts";
import * as audit from "../../../src/server/watch/audit-entry.ts";
import { MAX_LINES_KEPT } from "../../../src/server/watch/audit-log.ts";
import { PUBLISHED_TOOL_COUNT } from "../../support/published-tools.ts";
import type { Claim } from "./claim.ts";

const PAGE = "docs/operating.md";
const PLACES = Number(VARIABLES.MAX_CALLS.default);
const timeoutMs = Number(VARIABLES.DIGISTORE24_TIMEOUT_MS.default);
const longestMs = longestStopMs({ timeoutMs }, servedTools({ servesInsights: true }));

export const OPERATING_CLAIMS: readonly Claim[] = [
  [PAGE, "with 0 at most # after", MAX_REST_MS],
  [PAGE, "`DIGISTORE24_TIMEOUT_MS`, allow # more", MAX_CHECK_MS + MAX_WAIT_MS + MAX_REST_MS],
  [PAGE, "the longest call, #.", longestMs],
  [PAGE, "| `published` (# tools) or", PUBLISHED_TOOL_COUNT],
  [PAGE, "| `KEY_HASH_SECRET` | | # characters or more", MIN_SECRET_CHARS],
  [PAGE, "calls of one key that may wait, for # at most", MAX_WAIT_MS],
  [PAGE, "a wrong one; asked once every #", MAX_AGE_MS],
  [PAGE, "| requests of one program to … | # a minute", MAX_PER_CLIENT],
  [PAGE, "| requests of one program to … | 600 a minute; # of all", MAX_IN_TOTAL],
  [PAGE, "| requests of one connection to … | # a minute", MAX_PER_GRANT],
  [PAGE, "| visits of the consent page … | # a minute", MAX_PER_ADDRESS],
  [PAGE, "| documents of programs … | # a minute", MAX_FETCHES_PER_MINUTE],
  [PAGE, "| documents of programs … each of #", MAX_DOCUMENT_BYTES],
  [PAGE, "| documents of programs … within #", MAX_FETCH_MS],
  [PAGE, "| messages in one request | #", MAX_MESSAGES],
  [PAGE, "| nesting of a body | # levels", MAX_DEPTH],
  [PAGE, "| values in a body … | #", MAX_VALUES],
  [PAGE, "| calls in progress for all keys … separate limit of #", PLACES],
  [PAGE, "| connections to Digistore24 … progress, # of each", PLACES],
  [PAGE, "| waiting calls of one key … for #", MAX_WAIT_MS],
  [PAGE, "| retries | #", MAX_RETRIES],
  [PAGE, "| check of an unknown key … | #", MAX_CHECK_MS],
  [PAGE, "| check of an unknown key … remembered for #", MAX_AGE_MS],
  [PAGE, "| headers of a request | #", MAX_HEADER_BYTES],
  [PAGE, "| body of a request | #", MAX_BODY_BYTES],
  [PAGE, "| connection without traffic | #", DEAD_CONNECTION_MS],
  [PAGE, "| answer of the API | #", MAX_ANSWER_BYTES],
  [PAGE, "message in an error | # characters", MAX_MESSAGE_CHARS],
  [PAGE, "of an argument in the audit | # characters", audit.MAX_TEXT_CHARS],
  [PAGE, "of an argument in the audit | … # items", audit.MAX_MEMBERS],
  [PAGE, "of an argument in the audit | … # levels", audit.MAX_DEPTH],
  [PAGE, "| audit lines kept … | #", MAX_LINES_KEPT],
  [PAGE, "keys that were good in the last #", MAX_AGE_MS],
  [PAGE, "the key is refused for #", MAX_AGE_MS],
  [PAGE, "without a verdict stays counted for #", UNSETTLED_MS],
  ["docs/security.md", "For up to # the endpoint may", MAX_AGE_MS],
  ["docs/security.md", "and at most # characters long", MAX_MESSAGE_CHARS],
  ["docs/architecture.md", "were good in the last #", MAX_AGE_MS],
  ["docs/decisions/0007-recorded-limited-measured.md", "A request has at most # messages", MAX_MESSAGES],
];
