import { Writable } from "node:stream";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  askToken,
  authorizationUrl,
  Browser,
  codeRequest,
  connectByHandover,
  type OAuthEndpoint,
  startOAuthEndpoint,
} from "../../support/oauth.ts";
import { READ_KEY } from "../../support/sandbox.ts";

let log = "";
const logger = {
  level: "error",
  stream: new Writable({
    write: (chunk, _encoding, done) => {
      log += chunk;
      done();
    },
  }),
};
let endpoint: OAuthEndpoint;

beforeAll(async () => {
  endpoint = await startOAuthEndpoint({ app: { logger } });
});

afterEach(async () => {
  log = "";
  await endpoint.sandbox.setFaults([]);
});
afterAll(() => endpoint.close());

/** The causes in the log, in which nothing but the sign-in has failed. */
function causes(): object[] {
  const lines = log.trimEnd().split("\n");
  return lines.map((line) => {
    const { msg, err } = JSON.parse(line);
    return { msg, message: err.message, kind: err.kind, vendorCode: err.vendorCode, status: err.status };
  });
}

const failure = {
  msg: "authorization failed",
  message: "Digistore24 answered HTTP 500 with text that is not complete JSON instead of a result",
  kind: "upstream_down",
  vendorCode: undefined,
  status: 500,
};

async function leaveForDigistore24(origin: string): Promise<Response> {
  const browser = new Browser(origin);
  const page = await (await browser.open((await authorizationUrl(origin)).url)).text();
  return browser.send(page, { decision: "digistore24", access: "read" });
}

test("the log says why Digistore24 opened no request for a key", async () => {
  await endpoint.sandbox.setFaults([{ kind: "status-500", functions: ["requestApiKey"] }]);
  expect((await leaveForDigistore24(endpoint.origin)).status).toBe(502);
  expect(causes()).toEqual([failure]);
});

test("the log says that the developer key is not one", async () => {
  const { sandbox } = endpoint;
  const wrong = await startOAuthEndpoint({ sandbox, env: { DIGISTORE24_DEVELOPER_KEY: READ_KEY }, app: { logger } });
  expect((await leaveForDigistore24(wrong.origin)).status).toBe(502);
  await wrong.close();
  expect(causes()).toEqual([
    {
      msg: "authorization failed",
      message: "Digistore24 refused the call",
      kind: "permission",
      vendorCode: 5,
      status: 200,
    },
  ]);
});

test("the log says why a key was not handed out", async () => {
  const { origin, sandbox } = endpoint;
  const { authorization, code } = await connectByHandover(origin);
  await sandbox.setFaults([{ kind: "status-500", functions: ["retrieveApiKey"] }]);
  expect((await askToken(origin, codeRequest(authorization, code))).status).toBe(503);
  expect(causes()).toEqual([failure]);
});

test("the log says why a key was not deleted", async () => {
  const { origin, sandbox } = endpoint;
  const { authorization, code } = await connectByHandover(origin, { access: "change" });
  const { body } = await askToken(origin, codeRequest(authorization, code));
  await sandbox.setFaults([{ kind: "status-500", functions: ["unregister"] }]);
  const token = String(body["access_token"]);
  const revoked = await fetch(`${origin}/revoke`, { method: "POST", body: new URLSearchParams({ token }) });
  expect(revoked.status).toBe(503);
  expect(causes()).toEqual([failure]);
});
