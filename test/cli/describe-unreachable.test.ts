import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { describeUnreachable } from "../../src/cli/describe-unreachable.ts";
import { type Certificate, type FaultyUpstream, startFaultyUpstream } from "../support/faulty-upstream.ts";
import { runCli } from "./support.ts";

const opened: FaultyUpstream[] = [];
const options = { timeoutMs: 1000, advice: "Is it running?" };

afterEach(async () => {
  for (const server of opened.splice(0)) {
    await server.close();
  }
});

test.each<{ certificate: Certificate; code: string }>([
  { certificate: "self-signed", code: "DEPTH_ZERO_SELF_SIGNED_CERT" },
  { certificate: "good", code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
])("The doctor says that a certificate is not trusted, and that agents refuse it too: $code", async (row) => {
  const server = await startFaultyUpstream(row);
  opened.push(server);
  const { origin, host } = new URL(server.apiUrl);
  const env = { DIGISTORE24_API_URL: "http://127.0.0.1:2/api/call" };
  const { code, stdout } = await runCli(["doctor", "--url", `${origin}/mcp`], env);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    new RegExp(
      `^PROBLEM {2}endpoint: the certificate of ${host} is not trusted \\(${row.code}\\)\\. Agents refuse it as well: .*public authority, with its complete chain`,
      "m",
    ),
  );
  expect(stdout).not.toMatch(/Is it running/);
});

test.each([
  { code: "CERT_HAS_EXPIRED", advice: /^Agents refuse it as well: renew it/ },
  { code: "CERT_NOT_YET_VALID", advice: /this machine's clock$/ },
  { code: "ERR_TLS_CERT_ALTNAME_INVALID", advice: /^Agents refuse it as well: it is for another name/ },
  { code: "SELF_SIGNED_CERT_IN_CHAIN", advice: /NODE_EXTRA_CA_CERTS/ },
])("Each fault of a certificate has advice of its own: $code", ({ code, advice }) => {
  const error = new TypeError("fetch failed", { cause: Object.assign(new Error("refused"), { code }) });
  const described = describeUnreachable("https://mcp.example.com/mcp", error, options);
  expect(described).toEqual({
    seen: `the certificate of mcp.example.com is not trusted (${code})`,
    advice: expect.stringMatching(advice),
  });
});

test.each([
  { code: "ECONNREFUSED", said: ": the connection was refused (ECONNREFUSED)", advice: "Is it running?" },
  { code: "ENOTFOUND", said: ": the name could not be resolved (ENOTFOUND)", advice: "Is it running?" },
  { code: "ETIMEDOUT", said: " (ETIMEDOUT)", advice: "Is it running?" },
  {
    code: "ERR_SSL_WRONG_VERSION_NUMBER",
    said: ": the server does not use TLS (ERR_SSL_WRONG_VERSION_NUMBER)",
    advice: "Use http:// for it, or the address of the proxy that adds https",
  },
])("Another failure is said in words if it is known: $code", ({ code, said, advice }) => {
  const error = new TypeError("fetch failed", { cause: Object.assign(new Error(), { code }) });
  expect(describeUnreachable("https://mcp.example.com/mcp", error, options)).toEqual({
    seen: `https://mcp.example.com/mcp cannot be reached${said}`,
    advice,
  });
});

test("A defect is thrown again", () => {
  const defect = new TypeError("a defect");
  expect(() => describeUnreachable("https://mcp.example.com/mcp", defect, options)).toThrow(defect);
});

test("The doctor finds that an address with https is a server without it", async () => {
  const server = createServer((_, response) => response.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const env = { DIGISTORE24_API_URL: "http://127.0.0.1:2/api/call" };
  const { stdout } = await runCli(["doctor", "--url", `https://127.0.0.1:${port}/`], env);
  server.close();
  expect(stdout).toContain(
    `PROBLEM  endpoint: https://127.0.0.1:${port}/ cannot be reached: the server does not use TLS (ERR_SSL_WRONG_VERSION_NUMBER). Use http:// for it`,
  );
});
