import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { rawRequest } from "../../../support/raw-request.ts";
import { KEY } from "../../../support/test-app.ts";
import { success, useUpstream } from "../../../support/upstream.ts";
import { requestOf, STATELESS } from "./corpus/requests.ts";
import { compareAnswers, openTwins, takeFrom } from "./twins.ts";

const upstream = useUpstream();
const takeUpstream = takeFrom(upstream);
const twins = openTwins({ ALLOWED_ORIGINS: "app.example.com" });
let urls: readonly string[];
beforeAll(async () => {
  urls = await Promise.all([twins.lane, twins.handler].map(({ app }) => app.listen({ host: "127.0.0.1", port: 0 })));
});
beforeEach(() => upstream.answer(() => success({ coupon: { code: "LAUNCH10" } })));
afterAll(() => twins.close());

type Line = readonly [name: string, value: string];

interface Request {
  readonly body: string;
  /** By their names in lower case, so that a fault can take one's place. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Changes one header of a correct request. No line at all leaves it out. */
interface Fault {
  readonly header: string;
  readonly lines: readonly Line[];
}

function faults(header: string, values: readonly (string | readonly string[])[]): readonly Fault[] {
  const written = values.map((value) => [value].flat().map((one): Line => [header, one]));
  return [[], ...written].map((lines) => ({ header: header.toLowerCase(), lines }));
}

const encoded = (text: string) => `=?base64?${Buffer.from(text).toString("base64")}?=`;
const JSON_TYPE = "application/json";
const STREAM = "text/event-stream";

const VERSIONS = faults("MCP-Protocol-Version", [
  ...SUPPORTED_PROTOCOL_VERSIONS,
  ...[STATELESS, ` ${STATELESS}\t`, "2025-11-25 ", "", "1999-01-01", "2026-07-29", "latest", "2025-11-25, 2025-11-25"],
  [STATELESS, STATELESS],
  ["2025-11-25", "2025-11-25"],
  ["2025-11-25", STATELESS],
]);
const METHODS = faults("Mcp-Method", [
  ...["tools/call", "tools/list", "ping", " tools/call\t", "TOOLS/CALL", "", "tools/call, tools/call", "tools%2Fcall"],
  ["tools/call", "tools/call"],
  encoded("tools/call"),
]);
const NAMES = faults("Mcp-Name", [
  ...["getVoucher", " getVoucher\t", "GetVoucher", "getvoucher", "", "other", "getVoucher, getVoucher"],
  ...[encoded("getVoucher"), encoded("other"), ` ${encoded("getVoucher")}`, encoded("getVoucher").toUpperCase()],
  ...["=?base64?", "=?base64?*?=", "=?base64??=", "=?base64?Z2V0Vm91Y2hlcg?=", "=?BASE64?Z2V0Vm91Y2hlcg==?="],
  ["getVoucher", "getVoucher"],
]);
const ACCEPTS = faults("Accept", [
  `${JSON_TYPE}, ${STREAM}`,
  `${STREAM},${JSON_TYPE}`,
  ...[JSON_TYPE, STREAM, "*/*", "application/*", "text/*", "", "text/html", `${JSON_TYPE}, */*`, `${STREAM}, */*`],
  ...[`${JSON_TYPE};q=0.9, ${STREAM};q=0.1`, `${JSON_TYPE};q=0, ${STREAM};q=0`, `${JSON_TYPE}; charset=utf-8`],
  `${JSON_TYPE}, ${STREAM}`.toUpperCase(),
  JSON_TYPE.toUpperCase(),
  `${JSON_TYPE}-patch+json, ${STREAM}s`,
  `${JSON_TYPE};like="${STREAM}"`,
  [JSON_TYPE, STREAM],
  [JSON_TYPE, JSON_TYPE],
]);
const CONTENT_TYPES = faults("Content-Type", [
  ...[JSON_TYPE, `${JSON_TYPE}; charset=utf-8`, `${JSON_TYPE};charset=UTF-8`, `${JSON_TYPE}; charset=latin1`],
  ...[JSON_TYPE.toUpperCase(), `${JSON_TYPE} ;x`, "text/json", "text/plain", "application/vnd.api+json", "", "json"],
  ...[`${JSON_TYPE}, ${JSON_TYPE}`, `${JSON_TYPE}x`, "application/x-www-form-urlencoded", "multipart/form-data"],
]);
const OTHERS: readonly Fault[] = [
  ...faults("Origin", ["https://app.example.com", "https://evil.example.com", "null", ""]),
  ...faults("Mcp-Session-Id", ["W10", "x", "", "x".repeat(2000)]),
  ...faults("Last-Event-ID", ["1"]),
  ...faults("Authorization", [`Bearer ${KEY}`, "Bearer", "Basic eDp5", `bearer  ${KEY}`]),
  ...faults("X-MCP-Readonly", ["true", "maybe"]),
  ...faults("Content-Encoding", ["identity", "gzip"]),
  ...faults("Mcp-Param-Code", ["LAUNCH10", "other", "=?base64?*?="]),
];

async function compareAll({ body, headers }: Request, all: readonly Fault[]) {
  const compared = [];
  for (const { header, lines } of all) {
    const { [header]: _, ...kept } = headers;
    const whole = [
      ...Object.entries(kept).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ...lines,
    ];
    const sent = { headers: [...whole, ["content-length", String(Buffer.byteLength(body))] as const], body };
    const answers = [];
    for (const url of urls) {
      answers.push({ answer: await rawRequest(url, "/x/vouchers", sent), upstream: takeUpstream() });
    }
    const [ofLane, ofHandler] = answers as [(typeof answers)[0], (typeof answers)[0]];
    compared.push(compareAnswers(`${header}: ${lines.map(([, value]) => value).join(" + ")}`, ofLane, ofHandler));
  }
  return {
    differences: compared.flatMap(({ difference }) => difference ?? []),
    byLane: compared.filter(({ isByLane }) => isByLane).length,
  };
}

const CALL = { name: "getVoucher", arguments: { code: "LAUNCH10" } };
const base = { authorization: `Bearer ${KEY}`, accept: `${JSON_TYPE}, ${STREAM}`, "content-type": JSON_TYPE };

test.each([
  ["2025-11-25", "tools/call", CALL],
  ["2025-11-25", "tools/list", {}],
  [STATELESS, "tools/call", CALL],
  [STATELESS, "tools/list", {}],
])("a %s client's %s is answered in the same way whatever its headers are", async (revision, method, params) => {
  const { body, headers } = requestOf(revision, method, params);
  const all = [...VERSIONS, ...METHODS, ...NAMES, ...ACCEPTS, ...CONTENT_TYPES, ...OTHERS];
  const { differences, byLane } = await compareAll({ body, headers: { ...base, ...headers } }, all);
  expect(differences).toEqual([]);
  expect(byLane).toBeGreaterThan(all.length / 4);
  expect(byLane).toBeLessThan(all.length);
});

test.each([
  ["resources/read", "digistore24://tools", { uri: "digistore24://tools" }],
  ["prompts/get", "launch-discount", { name: "launch-discount", arguments: { code: "A", percent: "10" } }],
])("%s is answered in the same way whatever name its headers say", async (method, name, params) => {
  const { body, headers } = requestOf(STATELESS, method, params);
  const all = [...NAMES, ...faults("Mcp-Name", [name, encoded(name), ` ${name} `, name.toUpperCase()])];
  const { differences, byLane } = await compareAll({ body, headers: { ...base, ...headers } }, all);
  expect({ differences, byLane }).toEqual({ differences: [], byLane: 2 });
});
