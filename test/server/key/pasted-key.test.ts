import { describe, expect, test } from "vitest";
import { readPastedKey } from "../../../src/server/key/pasted-key.ts";

const KEY = "100001-SECRETSECRET";

describe("a key that was pasted with what stood around it", () => {
  test.each([
    KEY,
    ` ${KEY}\n`,
    `"${KEY}"`,
    `„${KEY}“`,
    `'${KEY}',`,
    `\`${KEY}\``,
    `Bearer ${KEY}`,
    `bearer  "${KEY}"`,
    `"Bearer ${KEY}"`,
    `Authorization: Bearer ${KEY}`,
    `"Authorization": "Bearer ${KEY}",`,
    `Authorization:Bearer ${KEY}`,
    `X-DS-API-KEY: ${KEY}`,
    `DIGISTORE24_API_KEY=${KEY}`,
    `"DIGISTORE24_API_KEY": "${KEY}"`,
    `\u200b${KEY}\ufeff`,
    `\u00a0${KEY}\u00a0`,
    `${KEY.slice(0, 9)}\u00ad${KEY.slice(9)}`,
  ])("is read from %j", (entered) => {
    expect(readPastedKey(entered)).toEqual({ key: KEY });
  });

  test.each([
    ["Bearer YOUR_DIGISTORE24_API_KEY", "placeholder"],
    ['"<your Digistore24 API key>"', "placeholder"],
    ["DIGISTORE24_API_KEY=", "placeholder"],
    ["'100001-XXXXXXXXXX'", "placeholder"],
    [`Bearer \${AUTH_HEADER}`, "variable"],
    [`"%DIGISTORE24_API_KEY%"`, "variable"],
  ])("is not read from %s, and the mistake is named", (entered, kind) => {
    expect(readPastedKey(entered)).toMatchObject({ key: undefined, mistakeKind: kind });
  });

  test.each(["", "Bearer", '""', "two words", `${KEY} ${KEY}`, "Bearer schlüssel", undefined, 7, "k".repeat(201)])(
    "is not found in %j",
    (entered) => {
      expect(readPastedKey(entered).key).toBeUndefined();
    },
  );

  test("is read in no time from quotes and words without end", () => {
    expect(readPastedKey(`${"Bearer ".repeat(600)}${'"'.repeat(4000)}`).key).toBeUndefined();
  });
});
