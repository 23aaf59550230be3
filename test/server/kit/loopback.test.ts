import { describe, expect, test } from "vitest";
import { isLoopback } from "../../../src/server/kit/loopback.ts";

describe("a host", () => {
  test.each(["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.255.255.254", "::1", "[::1]"])(
    "means this machine: %s",
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  test.each([
    "",
    "0.0.0.0",
    "128.0.0.1",
    "127.0.0.1.example.com",
    "127.example.com",
    "localhost.example.com",
    "localhost..",
    "::2",
  ])("means another machine: %j", (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
