import { describe, expect, test } from "vitest";
import { examineApi } from "../../src/cli/examine-api.ts";
import type { Finding } from "../../src/cli/finding.ts";
import { CallError } from "../../src/server/kit/errors.ts";
import type { Digistore24Client } from "../../src/server/upstream/upstream-call.ts";

const API_URL = "https://api.example/api/call";

async function findingsWith(call: Digistore24Client["call"]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const client = { call, close: async () => undefined };
  for await (const finding of examineApi(client, { apiUrl: API_URL, given: "", needsKey: true })) {
    findings.push(finding);
  }
  return findings;
}

describe("an API that", () => {
  test("cannot be reached is reported with the client's message", async () => {
    const [finding] = await findingsWith(() => Promise.reject(new CallError("upstream_down", "cannot be reached")));
    expect(finding).toMatchObject({ what: "API", seen: `${API_URL}: cannot be reached` });
  });

  test("answers a ping with nothing has no clock to compare", async () => {
    const findings = await findingsWith(async () => null);
    expect(findings[1]).toEqual({ what: "clock", seen: "not reported by the API" });
  });
});

test("a defect of the client is not mistaken for an answer of the API", async () => {
  const defect = new TypeError("a defect");
  await expect(findingsWith(() => Promise.reject(defect))).rejects.toBe(defect);
});
