import { expect } from "vitest";
import { Browser, decideAtDigistore24, targetOf } from "../../../support/oauth.ts";
import { FULL_KEY } from "../../../support/sandbox.ts";
import type { MemoryProvider } from "./memory-provider.ts";
import type { OpenAgent, SdkAgent } from "./sdk-agents.ts";

/** The person's part, from the consent page to the address that leads back to the program. */
type Consent = (page: string, access: string, browser: Browser) => Promise<URL>;

export const byKey: Consent = async (page, access, browser) =>
  targetOf(await browser.send(page, { decision: "key", access, api_key: FULL_KEY }));

export const byHandover: Consent = async (page, access, browser) => {
  const away = targetOf(await browser.send(page, { decision: "digistore24", access }));
  return targetOf(await browser.open((await decideAtDigistore24(away, "agree")).href));
};

export const byCancelling: Consent = async (page, _, browser) =>
  targetOf(await browser.send(page, { decision: "cancel" }));

/** The answer to the page that a program has opened last. */
export async function answerOf({ opened }: MemoryProvider, access: string, consent: Consent = byKey): Promise<URL> {
  const page = opened.at(-1);
  const browser = new Browser(page?.origin ?? "");
  return consent(await (await browser.open(String(page))).text(), access, browser);
}

interface FirstConnection {
  readonly open: OpenAgent;
  readonly url: string;
  readonly provider: MemoryProvider;
  readonly access: string;
  readonly consent?: Consent;
}

/** Connects as a program does for the first time: the attempt without a token fails, and sends the person to consent. */
export async function connectFirst({ open, url, provider, access, consent }: FirstConnection): Promise<SdkAgent> {
  const first = open(new URL(url), provider);
  await expect(first.connect()).rejects.toThrow("Unauthorized");
  await first.finish(await answerOf(provider, access, consent));
  await first.close();
  const agent = open(new URL(url), provider);
  await agent.connect();
  return agent;
}
