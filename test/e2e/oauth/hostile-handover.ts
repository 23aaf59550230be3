import type { ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type RawUpstream, startRawUpstream } from "../../support/raw-upstream.ts";

/** What Digistore24 knows. */
export const PASTED = "100001-PASTEDKEYOFAPERSONWITHFORTYCHARACTERS4242";
/** Made for the program by the hand-over. */
export const HANDED_OUT = "200002-HANDEDOUTKEYOFAPERSONWITHFORTYCHARS424242";
export const DEVELOPER = "300003-DEVELOPERKEYOFTHEOPERATORWITHFORTYCHARS42";
export const REQUEST_TOKEN = "requesttokenofthehandover0123456789";
const HANDOVER = `${DEVELOPER} ${REQUEST_TOKEN} ${HANDED_OUT}`;

type Answer = (response: ServerResponse) => void;

export interface HostileHandover extends RawUpstream {
  /** Answers this function so from now on. */
  answer(functionName: string, answer: Answer): void;
  /** All that came with a function's calls, and the keys in their headers. */
  received(functionName: string): { readonly texts: string; readonly keys: readonly string[] };
}

const json =
  (body: unknown): Answer =>
  (response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  };

const success = (data: unknown) => json({ result: "success", data });

/** An account, for every call that nothing else is said about. */
export const known = success({ user_id: "100001", user_name: "x", granted_roles: "vendor" });

/** Stands in for Digistore24. Its answers repeat every secret that it knows, wherever there is room for one. */
export async function startHostileHandover(): Promise<HostileHandover> {
  const answers = new Map<string, Answer>();
  const seen = new Map<string, { text: string; key: string }[]>();
  const upstream = await startRawUpstream(async (request, response) => {
    const name = request.url?.split("/").at(-1) ?? "";
    const { "x-ds-api-key": key, ...headers } = request.headers;
    const call = { text: JSON.stringify(headers) + decodeURIComponent(await text(request)), key: String(key) };
    seen.set(name, [...(seen.get(name) ?? []), call]);
    response.setHeader("x-echo", `${key} ${HANDOVER}`);
    (answers.get(name) ?? known)(response);
  });
  return {
    ...upstream,
    answer: (functionName, answer) => void answers.set(functionName, answer),
    received: (functionName) => {
      const calls = seen.get(functionName) ?? [];
      return { texts: calls.map((call) => call.text).join("\n"), keys: [...new Set(calls.map(({ key }) => key))] };
    },
  };
}

/** The address of its page holds the request's token. */
export const opened = success({
  request_url: `http://127.0.0.1:9/grant/${REQUEST_TOKEN}`,
  request_token: REQUEST_TOKEN,
  note: `asked with ${DEVELOPER}`,
});

export const completed = success({
  request_status: "completed",
  api_key: HANDED_OUT,
  note: `asked with ${DEVELOPER}`,
});

/** Every way in which a call can fail, with these secrets wherever an answer has room for them. */
function failuresWith(secrets: string): readonly Answer[] {
  const refused = [2, 3, 4, 5, 99].map((code) => {
    return json({ result: "error", code, message: `refused for ${secrets}`, data: secrets });
  });
  return [
    ...refused,
    (response) => void response.writeHead(502).end(`<html>${secrets}</html>`),
    (response) => void response.end(`{"result":"success","data":{"request_token":"${secrets}`),
    (response) => void response.destroy(),
    (response) => void response.writeHead(429, { "retry-after": "600" }).end(secrets),
    success([secrets]),
    success({ request_status: secrets, request_url: secrets, request_token: { secrets } }),
    success({ request_url: `javascript:${secrets}`, request_token: REQUEST_TOKEN }),
    success({ request_status: "completed", api_key: `${HANDED_OUT} ${secrets}` }),
  ];
}

export const handoverFailures = failuresWith(HANDOVER);
/** Of a call with the pasted key, which has nothing to do with a hand-over. */
export const keyFailures = failuresWith(`${DEVELOPER} ${PASTED}`);
