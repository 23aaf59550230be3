import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type Certificate, type FaultyUpstream, startFaultyUpstream } from "../../support/faulty-upstream.ts";

const CERTIFICATES: readonly Certificate[] = ["good", "expired", "other-name", "self-signed"];
const upstreams = new Map<Certificate, FaultyUpstream>();
const outcomes = new Map<Certificate, Record<string, unknown>>();

/** Node.js reads NODE_EXTRA_CA_CERTS when it starts, so a process of its own makes the calls. */
beforeAll(async () => {
  for (const certificate of CERTIFICATES) {
    const onData = (socket: { write: (text: string) => void }) => socket.write(answer('{"result":"success","data":1}'));
    upstreams.set(certificate, await startFaultyUpstream({ certificate, onData }));
  }
  const pathOf = (place: string) => fileURLToPath(new URL(place, import.meta.url));
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: pathOf("../../support/tls/authority.pem") };
  const args = ["--import", "tsx", pathOf("../../support/call-once.ts")];
  const urls = [...upstreams.values()].map(({ apiUrl }) => apiUrl);
  const { stdout } = await promisify(execFile)(process.execPath, [...args, ...urls], { env });
  for (const [index, line] of stdout.trim().split("\n").entries()) {
    outcomes.set(CERTIFICATES[index] ?? "good", JSON.parse(line) as Record<string, unknown>);
  }
});

afterAll(() => Promise.all([...upstreams.values()].map((upstream) => upstream.close())));

test("the authority in NODE_EXTRA_CA_CERTS is trusted, as the advice for an unknown one says", () => {
  expect(outcomes.get("good")).toEqual({ answer: 1 });
  expect(upstreams.get("good")?.seen()).not.toBe("");
});

test.each([
  { certificate: "expired", code: "CERT_HAS_EXPIRED", advice: "the clock of the machine" },
  { certificate: "other-name", code: "ERR_TLS_CERT_ALTNAME_INVALID", advice: "is for another name" },
  { certificate: "self-signed", code: "DEPTH_ZERO_SELF_SIGNED_CERT", advice: "NODE_EXTRA_CA_CERTS" },
] as const)("nothing is sent to a server whose certificate is $certificate, and the advice fits", (row) => {
  expect(outcomes.get(row.certificate)).toMatchObject({
    message: expect.stringMatching(
      new RegExp(`^nothing was sent. This machine does not trust the certificate of localhost:\\d+ \\(${row.code}\\)$`),
    ),
    wasSent: false,
    advice: expect.stringContaining(row.advice),
  });
  expect(upstreams.get(row.certificate)?.seen()).toBe("");
});
