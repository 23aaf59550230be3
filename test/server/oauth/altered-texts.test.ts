import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeForm, openForm } from "../../../src/server/oauth/authorize/consent-form.ts";
import { handoverIdOf, openHandover } from "../../../src/server/oauth/authorize/handover.ts";
import { trustRedirects } from "../../../src/server/oauth/clients/redirects.ts";
import { createRegistrar } from "../../../src/server/oauth/clients/registration.ts";
import { createOwnStore } from "../../../src/server/oauth/grant-store.ts";
import { digest, randomId } from "../../../src/server/oauth/ids.ts";
import { createProtection, isChallenge } from "../../../src/server/oauth/protect.ts";
import { createSeal } from "../../../src/server/oauth/seal.ts";
import { openCode, sealCode } from "../../../src/server/oauth/tokens/code.ts";
import { issueTokens, openRefreshToken } from "../../../src/server/oauth/tokens/tokens.ts";
import { FULL_KEY } from "../../support/sandbox.ts";
import { runs } from "../../support/suite/random-runs.ts";
import { alter, alterations } from "./alterations.ts";

const PUBLIC_URL = "https://mcp.example.com";
const RESOURCE = `${PUBLIC_URL}/mcp`;
const REDIRECT = "http://127.0.0.1:4711/callback";
const PROOF = randomId();

const seal = createSeal(
  { publicUrl: PUBLIC_URL, secrets: [Buffer.alloc(32, 1)], tokenDays: 30, redirectHosts: [] },
  Date.now,
);
const protection = createProtection({ seal, store: createOwnStore(Date.now) });
const registrar = createRegistrar(seal, trustRedirects([]), Date.now);

/** Opens a text as the place does that takes it. */
const OPENERS = {
  client: (text) => registrar.open(text),
  form: (text) => openForm(seal, text),
  handover: (text) => openHandover(seal, text, handoverIdOf(PROOF)),
  code: (text) => openCode(seal, text),
  access: async (text) => {
    const opened = await protection.open(`Bearer ${text}`, RESOURCE);
    return isChallenge(opened) ? undefined : opened;
  },
  refresh: (text) => openRefreshToken(seal, text),
} as const satisfies Record<string, (text: string) => Promise<unknown>>;
type Kind = keyof typeof OPENERS;
const KINDS = Object.keys(OPENERS) as Kind[];

async function sealAll(): Promise<Record<Kind, string>> {
  const { client_id: client } = await registrar.register({ redirect_uris: [REDIRECT] });
  const request = {
    client: digest(client),
    program: "Agent",
    redirectUri: REDIRECT,
    challenge: digest("verifier"),
    resource: RESOURCE,
    asksOnlyRead: false,
    refreshes: true,
  };
  const grant = randomId();
  const shared = { client: request.client, access: "money", grant } as const;
  const tokens = await issueTokens(seal, {
    grant: { ...shared, key: FULL_KEY, audience: RESOURCE, isOwnKey: false },
    refresh: {},
    tokenDays: 30,
  });
  return {
    client,
    form: await closeForm(seal, { request, browser: digest("browser") }),
    handover: await seal.close("handover", { request, access: "money", requestToken: "token", proof: PROOF }, 900),
    code: await sealCode(seal, { ...request, access: "money", source: { key: FULL_KEY }, grant }),
    access: tokens.access_token,
    refresh: tokens.refresh_token ?? "",
  };
}

describe("a sealed text", async () => {
  const [texts, others] = [await sealAll(), await sealAll()];

  test.each(KINDS)("opens as %s and as nothing else", async (kind) => {
    for (const opener of KINDS) {
      const opened = await OPENERS[opener](texts[kind]);
      expect({ opener, isOpen: opened !== undefined }).toEqual({ opener, isOpen: opener === kind });
    }
  });

  // The scheme in front of an access token may be followed by any white space.
  test.each(KINDS.filter((kind) => kind !== "access"))("does not open as %s with anything around it", async (kind) => {
    for (const more of [" ", "\n", "\t", "\u0000", "=", ".", "'"]) {
      expect(await OPENERS[kind](texts[kind] + more)).toBeUndefined();
      expect(await OPENERS[kind](more + texts[kind])).toBeUndefined();
    }
  });

  test("does not open after any of 5,000 alterations", async () => {
    let tried = 0;
    const one = fc.record({
      kind: fc.constantFrom(...KINDS),
      other: fc.constantFrom(...KINDS),
      alteration: alterations,
    });
    const property = fc.asyncProperty(one, async ({ kind, other, alteration }) => {
      const altered = alter(texts[kind], alteration, others[other]);
      fc.pre(altered !== texts[kind] && altered !== others[kind]);
      tried += 1;
      expect(await OPENERS[kind](altered)).toBeUndefined();
    });

    await fc.assert(property, { numRuns: runs(5000, 50_000) });
    expect(tried).toBeGreaterThanOrEqual(5000);
  });
});
