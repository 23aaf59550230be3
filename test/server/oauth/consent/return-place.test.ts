import { expect, test } from "vitest";
import { returnPlace } from "../../../../src/server/oauth/consent/return-place.ts";

test.each([
  ["https://claude.ai/api/mcp/auth_callback", "claude.ai", "claude.ai"],
  ["http://127.0.0.1:19876/mcp/oauth/callback", "127.0.0.1:19876", "127.0.0.1:19876"],
  ["http://[::1]:7777/", "[::1]:7777", "[::1]:7777"],
  ["https://claude.ai@evil.example/", "evil.example", "evil.example"],
  ["https://cl\u0430ude.ai/", "xn--clude-5ve.ai", "xn--clude-5ve.ai"],
  ["cursor://anysphere.cursor-mcp/oauth/callback", "cursor-App auf diesem Computer", "cursor app on this computer"],
])("%s leads to %s", (redirectUri, german, english) => {
  expect(returnPlace(redirectUri, "de")).toBe(german);
  expect(returnPlace(redirectUri, "en")).toBe(english);
});
