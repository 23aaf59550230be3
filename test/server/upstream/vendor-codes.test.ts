import { expect, test } from "vitest";
import { KIND_OF_CODE } from "../../../src/server/upstream/vendor-codes.ts";

test("each code of the API's errors has its kind, and the others have none", () => {
  const kinds = Array.from({ length: 21 }, (_, code) => `${code} ${KIND_OF_CODE[code] ?? "-"}`);
  expect(kinds).toEqual([
    "0 -",
    "1 -",
    "2 key",
    "3 input",
    "4 not_found",
    "5 permission",
    "6 -",
    "7 -",
    "8 permission",
    "9 -",
    "10 key",
    "11 refused",
    "12 rate_limited",
    "13 -",
    "14 -",
    "15 -",
    "16 -",
    "17 -",
    "18 -",
    "19 -",
    "20 -",
  ]);
});
