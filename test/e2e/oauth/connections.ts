import { expect } from "vitest";
import { readPage } from "../../support/html-page.ts";
import { askToken, authorizationUrl, Browser, codeRequest, targetOf } from "../../support/oauth.ts";
import {
  completed,
  type HostileHandover,
  handoverFailures,
  keyFailures,
  known,
  opened,
  PASTED,
} from "./hostile-handover.ts";
import type { Secret } from "./leaks.ts";

const UNPROCESSABLE = 422;

/** Opens the consent page, and keeps what is in its form. */
async function openConsent(origin: string, secrets: Secret[]) {
  const browser = new Browser(origin);
  const authorization = await authorizationUrl(origin);
  const page = await (await browser.open(authorization.url)).text();
  const form = formIn(page, ["GET /authorize 200"]);
  const [browserId = ""] = browser.cookies.values();
  // The page that asks again sends the cookie again.
  const belongs = ["GET /authorize 200", "POST /authorize 422"];
  secrets.push(form, { name: "cookie of the browser", text: browserId, belongs });
  return { browser, authorization, page, form: form.text };
}

function formIn(page: string, belongs: readonly string[]): Secret {
  return { name: "form", text: readPage(page).one("input[name=request]").getAttribute("value") ?? "", belongs };
}

/** Enters a key while Digistore24 answers in every way. */
export async function connectByPastedKey(origin: string, digistore24: HostileHandover, secrets: Secret[]) {
  const { browser, authorization, page, form } = await openConsent(origin, secrets);
  const enter = () => browser.send(page, { decision: "key", access: "change", api_key: PASTED });
  for (const answer of keyFailures) {
    digistore24.answer("getUserInfo", answer);
    const entered = await enter();
    if (entered.status === UNPROCESSABLE) {
      secrets.push(formIn(await entered.text(), ["POST /authorize 422"]));
    }
  }
  digistore24.answer("getUserInfo", known);
  const code = codeOf(await enter());
  secrets.push({ name: "code", text: code, belongs: ["POST /authorize 200"] });
  return { authorization, form, code, ...(await takeTokens(origin, codeRequest(authorization, code), secrets)) };
}

/** Goes to Digistore24 and back while it answers in every way. */
export async function connectByHandover(origin: string, digistore24: HostileHandover, secrets: Secret[]) {
  const { browser, authorization, page } = await openConsent(origin, secrets);
  const leave = () => browser.send(page, { decision: "digistore24", access: "read" });
  for (const answer of handoverFailures) {
    digistore24.answer("requestApiKey", answer);
    await leave();
  }
  digistore24.answer("requestApiKey", opened);
  await leave();
  const [, cookie = ""] = [...browser.cookies].find(([name]) => name.includes("handover")) ?? [];
  secrets.push({ name: "cookie of the hand-over", text: cookie, belongs: ["POST /authorize 200"] });
  const proof =
    /return\/([\w-]+)/.exec(digistore24.received("requestApiKey").texts.split("\n").at(-1) ?? "")?.[1] ?? "";
  secrets.push({ name: "proof", text: proof, belongs: ["requestApiKey"] });
  const code = codeOf(await browser.open(`/authorize/return/${proof}`));
  secrets.push({ name: "code", text: code, belongs: ["GET /authorize/return 302"] });
  for (const answer of handoverFailures) {
    digistore24.answer("retrieveApiKey", answer);
    await askToken(origin, codeRequest(authorization, code));
  }
  digistore24.answer("retrieveApiKey", completed);
  const tokens = await takeTokens(origin, codeRequest(authorization, code), secrets);
  return { authorization, code, cookie, proof, ...tokens };
}

function codeOf(response: Response): string {
  return targetOf(response).searchParams.get("code") ?? "";
}

/** Uses a code, and refreshes once. */
async function takeTokens(origin: string, request: Record<string, string>, secrets: Secret[]) {
  const first = await askToken(origin, request);
  const refreshing = { grant_type: "refresh_token", client_id: request["client_id"] ?? "" };
  const second = await askToken(origin, { ...refreshing, refresh_token: String(first.body["refresh_token"]) });
  const [access, refresh, laterAccess, laterRefresh] = [first, second].flatMap(({ body }) => [
    String(body["access_token"]),
    String(body["refresh_token"]),
  ]) as [string, string, string, string];
  for (const text of [access, refresh, laterAccess, laterRefresh]) {
    secrets.push({ name: "token", text, belongs: ["POST /token 200"] });
  }
  return { access, refresh: laterRefresh, usedRefresh: refresh };
}

/** Uses a code and a refresh token once too often, which ends the grant. */
export async function replay(origin: string, connected: Awaited<ReturnType<typeof connectByPastedKey>>) {
  const { authorization, code, usedRefresh } = connected;
  const refreshing = { grant_type: "refresh_token", client_id: authorization.clientId, refresh_token: usedRefresh };
  const statuses = [await askToken(origin, refreshing), await askToken(origin, codeRequest(authorization, code))];
  expect(statuses.map(({ status }) => status)).toEqual([400, 400]);
}
