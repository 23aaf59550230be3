import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { type OAuthEndpoint, startOAuthEndpoint } from "../../../support/oauth.ts";
import { MemoryProvider } from "./memory-provider.ts";
import { openV1, SDK_AGENTS } from "./sdk-agents.ts";
import { answerOf, byHandover, connectFirst } from "./sign-in.ts";

const PRODUCT = { data: { name_intern: "Kurs", name_de: "Kurs" } };

let endpoint: OAuthEndpoint;
let url: string;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint();
  url = `${endpoint.origin}/mcp`;
});

afterAll(() => endpoint.close());

describe("a program that was connected read only and calls a tool that changes", () => {
  test.each(SDK_AGENTS.filter(({ sdk }) => sdk !== "v1"))(
    "$sdk asks the person again, then calls",
    async ({ open }) => {
      const provider = new MemoryProvider();
      const agent = await connectFirst({ open, url, provider, access: "read" });
      expect(provider.tokens()?.scope).toBe("read offline_access");
      expect((await agent.tools()).map(({ name }) => name)).not.toContain("PostCreateproduct");

      await expect(agent.call("PostCreateproduct", PRODUCT)).rejects.toThrow("Unauthorized");
      expect(provider.opened[1]?.searchParams.get("scope")).toBe("read offline_access write");
      await agent.finish(await answerOf(provider, "change"));

      expect(await agent.call("PostCreateproduct", PRODUCT)).not.toMatchObject({ isError: true });
      expect(provider.opened).toHaveLength(2);
      await agent.close();
    },
  );

  test("v1 says why not, because it refreshes instead of asking; after connecting again it calls", async () => {
    const provider = new MemoryProvider();
    const agent = await connectFirst({ open: openV1, url, provider, access: "read" });
    const { createProduct = 0 } = await endpoint.sandbox.requests();

    await expect(agent.call("PostCreateproduct", PRODUCT)).rejects.toThrow("403 after trying upscoping");
    expect(provider.opened).toHaveLength(1);
    expect((await endpoint.sandbox.requests())["createProduct"] ?? 0).toBe(createProduct);
    expect(await agent.call("GetGetuserinfo")).not.toMatchObject({ isError: true });
    await agent.close();

    provider.invalidateCredentials("tokens");
    const again = await connectFirst({ open: openV1, url, provider, access: "change" });
    expect(await again.call("PostCreateproduct", PRODUCT)).not.toMatchObject({ isError: true });
    await again.close();
  });
});

describe("a program whose key was deleted at Digistore24", () => {
  test.each(SDK_AGENTS)("$sdk asks the person again, then calls", async ({ open }) => {
    const provider = new MemoryProvider();
    const agent = await connectFirst({ open, url, provider, access: "read", consent: byHandover });
    const warned = vi.spyOn(console, "warn").mockReturnValue();
    onTestFinished(() => warned.mockRestore());
    await endpoint.sandbox.reset();

    // The first call finds out, and has no other answer than that of Digistore24.
    expect(await agent.call("GetGetuserinfo")).toMatchObject({ isError: true });
    await expect(agent.call("GetGetuserinfo")).rejects.toThrow("Unauthorized");
    expect(provider.opened).toHaveLength(2);
    await agent.finish(await answerOf(provider, "read", byHandover));
    expect(await agent.call("GetGetuserinfo")).not.toMatchObject({ isError: true });
    await agent.close();
  });
});
