import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { readClientDocument } from "../../../../src/server/oauth/clients/client-document.ts";
import {
  Browser,
  decideAtDigistore24,
  type OAuthEndpoint,
  REDIRECT,
  startOAuthEndpoint,
  targetOf,
} from "../../../support/oauth.ts";
import { FULL_KEY } from "../../../support/sandbox.ts";
import { MemoryProvider } from "./memory-provider.ts";
import { type OpenAgent, openV1, SDK_AGENTS, type SdkAgent } from "./sdk-agents.ts";

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

/** The person's part, from the program's request to the address that the browser takes to it. */
type Consent = (page: string, access: string, browser: Browser) => Promise<URL>;

const byKey: Consent = async (page, access, browser) =>
  targetOf(await browser.send(page, { decision: "key", access, api_key: FULL_KEY }));

const byHandover: Consent = async (page, access, browser) => {
  const away = targetOf(await browser.send(page, { decision: "digistore24", access }));
  return targetOf(await browser.open((await decideAtDigistore24(away, "agree")).href));
};

async function agree({ opened }: MemoryProvider, access: string, consent: Consent = byKey): Promise<URL> {
  const browser = new Browser(endpoint.origin);
  const page = await browser.open(String(opened.at(-1)));
  return consent(await page.text(), access, browser);
}

/** Connects as a program does for the first time: the attempt without a token fails, and sends the person to consent. */
async function connectFirst(open: OpenAgent, provider: MemoryProvider, access: string, consent: Consent = byKey) {
  const url = new URL(`${endpoint.origin}/mcp`);
  const first = open(url, provider);
  await expect(first.connect()).rejects.toThrow("Unauthorized");
  await first.finish(await agree(provider, access, consent));
  await first.close();
  return connectAgain(open, provider);
}

async function connectAgain(open: OpenAgent, provider: MemoryProvider): Promise<SdkAgent> {
  const agent = open(new URL(`${endpoint.origin}/mcp`), provider);
  await agent.connect();
  return agent;
}

const WAYS: readonly { readonly way: string; readonly consent: Consent }[] = [
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
    const agent = await connectFirst(open, provider, "change", consent);

    expect(provider.opened[0]?.searchParams.get("resource")).toBe(`${endpoint.origin}/mcp`);
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
});

describe("a program that was connected read only and calls a tool that changes", () => {
  test.each(SDK_AGENTS.filter(({ sdk }) => sdk !== "v1"))(
    "$sdk asks the person again, then calls",
    async ({ open }) => {
      const provider = new MemoryProvider();
      const agent = await connectFirst(open, provider, "read");
      expect(provider.tokens()?.scope).toBe("read offline_access");
      expect((await agent.tools()).map(({ name }) => name)).not.toContain("PostCreateproduct");

      await expect(agent.call("PostCreateproduct", PRODUCT)).rejects.toThrow("Unauthorized");
      expect(provider.opened[1]?.searchParams.get("scope")).toBe("read offline_access write");
      await agent.finish(await agree(provider, "change"));

      expect(await agent.call("PostCreateproduct", PRODUCT)).not.toMatchObject({ isError: true });
      expect(provider.opened).toHaveLength(2);
      await agent.close();
    },
  );

  test("v1 says why not, because it refreshes instead of asking; after connecting again it calls", async () => {
    const provider = new MemoryProvider();
    const agent = await connectFirst(openV1, provider, "read");
    const { createProduct = 0 } = await endpoint.sandbox.requests();

    await expect(agent.call("PostCreateproduct", PRODUCT)).rejects.toThrow("403 after trying upscoping");
    expect(provider.opened).toHaveLength(1);
    expect((await endpoint.sandbox.requests())["createProduct"] ?? 0).toBe(createProduct);
    expect(await agent.call("GetGetuserinfo")).not.toMatchObject({ isError: true });
    await agent.close();

    provider.invalidateCredentials("tokens");
    const again = await connectFirst(openV1, provider, "change");
    expect(await again.call("PostCreateproduct", PRODUCT)).not.toMatchObject({ isError: true });
    await again.close();
  });
});

describe("a program whose key was deleted at Digistore24", () => {
  test.each(SDK_AGENTS)("$sdk asks the person again, then calls", async ({ open }) => {
    const provider = new MemoryProvider();
    const agent = await connectFirst(open, provider, "read", byHandover);
    const warned = vi.spyOn(console, "warn").mockReturnValue();
    onTestFinished(() => warned.mockRestore());
    await endpoint.sandbox.reset();

    // The first call finds out, and has no other answer than that of Digistore24.
    expect(await agent.call("GetGetuserinfo")).toMatchObject({ isError: true });
    await expect(agent.call("GetGetuserinfo")).rejects.toThrow("Unauthorized");
    expect(provider.opened).toHaveLength(2);
    await agent.finish(await agree(provider, "read", byHandover));
    expect(await agent.call("GetGetuserinfo")).not.toMatchObject({ isError: true });
    await agent.close();
  });
});
