import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readClientDocument } from "../../../../src/server/oauth/clients/client-document.ts";
import { type OAuthEndpoint, REDIRECT, startOAuthEndpoint } from "../../../support/oauth.ts";
import { MemoryProvider } from "./memory-provider.ts";
import { SDK_AGENTS } from "./sdk-agents.ts";
import { answerOf, byCancelling, byHandover, byKey, connectFirst } from "./sign-in.ts";

const DOCUMENT_ID = "https://agent.example/oauth/client.json";
const DOCUMENT = { client_id: DOCUMENT_ID, client_name: "Agent", redirect_uris: [REDIRECT] };
const MONTH_MS = 31 * 24 * 60 * 60 * 1000;
const PRODUCT = { data: { name_intern: "Kurs", name_de: "Kurs" } };

let endpoint: OAuthEndpoint;
let nowMs = Date.now();

beforeAll(async () => {
  const documents = { read: async (id: string) => readClientDocument(DOCUMENT, new URL(id)) };
  endpoint = await startOAuthEndpoint({ app: { documents, now: () => nowMs } });
});

afterAll(() => endpoint.close());

const WAYS = [
  { way: "a pasted key", consent: byKey },
  { way: "Digistore24's own page", consent: byHandover },
];
const IDENTITIES = [
  { identity: "a dynamic registration", id: undefined },
  { identity: "its own document", id: DOCUMENT_ID },
];
const CASES = SDK_AGENTS.flatMap((agent) =>
  WAYS.flatMap((way) => IDENTITIES.map((identity) => ({ ...agent, ...way, ...identity }))),
);

describe("the SDK's client", () => {
  test.each(CASES)("$sdk connects by $way and $identity, calls, and refreshes", async ({ open, consent, id }) => {
    const provider = new MemoryProvider(id);
    const url = `${endpoint.origin}/mcp`;
    const agent = await connectFirst({ open, url, provider, access: "change", consent });

    expect(provider.opened[0]?.searchParams.get("resource")).toBe(url);
    expect(provider.clientInformation()?.client_id).toMatch(id ?? /^eyJ/);
    expect((await agent.tools()).map(({ name }) => name)).toContain("PostCreateproduct");
    expect(await agent.call("GetGetuserinfo")).not.toMatchObject({ isError: true });

    const before = provider.tokens();
    nowMs += MONTH_MS;
    expect(await agent.call("PostCreateproduct", PRODUCT)).not.toMatchObject({ isError: true });
    expect(provider.tokens()?.access_token).not.toBe(before?.access_token);
    expect(provider.tokens()?.refresh_token).not.toBe(before?.refresh_token);
    expect(provider.opened).toHaveLength(1);
    await agent.close();
  });

  test.each(SDK_AGENTS)("$sdk connects to a part of the endpoint, whose token opens nothing else", async ({ open }) => {
    const provider = new MemoryProvider();
    const url = `${endpoint.origin}/mcp/x/products/readonly`;
    const agent = await connectFirst({ open, url, provider, access: "change" });

    expect(provider.opened[0]?.searchParams.get("resource")).toBe(url);
    const names = (await agent.tools()).map(({ name }) => name);
    expect(names).toContain("listProducts");
    expect(names).not.toContain("listPurchases");
    expect(names).not.toContain("PostCreateproduct");
    await agent.close();

    const elsewhere = new MemoryProvider();
    const { access_token = "" } = provider.tokens() ?? {};
    elsewhere.saveTokens({ access_token, token_type: "Bearer", issuer: endpoint.origin });
    await expect(open(new URL(`${endpoint.origin}/mcp`), elsewhere).connect()).rejects.toThrow("Unauthorized");
    expect(elsewhere.opened).toHaveLength(1);
  });

  test.each(SDK_AGENTS.filter(({ sdk }) => sdk !== "v1"))(
    "$sdk reports that the person cancelled",
    async ({ open }) => {
      const provider = new MemoryProvider();
      const agent = open(new URL(`${endpoint.origin}/mcp`), provider);
      await expect(agent.connect()).rejects.toThrow("Unauthorized");

      const refusal = agent.finish(await answerOf(provider, "read", byCancelling));
      await expect(refusal).rejects.toThrow("did not agree");
      expect(provider.tokens()).toBeUndefined();
      await agent.close();
    },
  );
});
