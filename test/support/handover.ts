import { type Authorization, authorizationUrl, Browser, decideAtDigistore24, targetOf } from "./oauth.ts";

export interface Handover {
  readonly browser: Browser;
  readonly authorization: Authorization;
  /** The answer to the decision on our page. */
  readonly left: Response;
  /** Digistore24's page. */
  readonly away: URL;
  /** Known to Digistore24 and to the server only. */
  readonly requestToken: string;
  /** The person decides at Digistore24. Returns where that leads. */
  decide(decision: "agree" | "refuse"): Promise<URL>;
}

interface Wish {
  readonly access?: string;
  readonly browser?: Browser;
  readonly parameters?: Readonly<Record<string, string | undefined>>;
}

/** A person gets as far as Digistore24's page. */
export async function leaveForDigistore24(origin: string, wish: Wish = {}): Promise<Handover> {
  const { access = "read", browser = new Browser(origin), parameters = {} } = wish;
  const authorization = await authorizationUrl(origin, parameters);
  const page = await (await browser.open(authorization.url)).text();
  const left = await browser.send(page, { decision: "digistore24", access });
  const away = targetOf(left);
  const requestToken = away.pathname.split("/").at(-1) ?? "";
  return {
    browser,
    authorization,
    left,
    away,
    requestToken,
    decide: (decision) => decideAtDigistore24(away, decision),
  };
}

/** The person agrees and comes back. Returns the code that the program gets. */
export async function agree({ browser, decide }: Handover): Promise<string> {
  const back = await decide("agree");
  return targetOf(await browser.open(back.href)).searchParams.get("code") ?? "";
}

/** Takes the key out of a request, as somebody with the developer key can. */
export async function takeKey(apiUrl: string, developerKey: string, token: string): Promise<string> {
  const response = await fetch(`${apiUrl}/retrieveApiKey`, {
    method: "POST",
    headers: { "x-ds-api-key": developerKey },
    body: new URLSearchParams({ token }),
  });
  return ((await response.json()) as { data: { api_key: string } }).data.api_key;
}
