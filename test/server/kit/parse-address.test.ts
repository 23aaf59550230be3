import { expect, test } from "vitest";
import { parseAddress } from "../../../src/server/kit/parse-address.ts";

test("a host with letters outside of ASCII is an address, however many were read before", () => {
  for (let count = 0; count < 100_000; count += 1) {
    parseAddress(`https://example.com/${count % 7}`);
  }
  expect(parseAddress("https://bücher.example")?.host).toBe("xn--bcher-kva.example");
});

test("an address can be relative to another", () => {
  expect(parseAddress("b", "https://example.com/a")?.href).toBe("https://example.com/b");
});

test.each(["", "example.com", "https://"])("%j is not an address", (text) => {
  expect(parseAddress(text)).toBeUndefined();
});
