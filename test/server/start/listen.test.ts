import { fastify } from "fastify";
import { expect, test } from "vitest";
import { boundAddress, listen } from "../../../src/server/start/listen.ts";

test.each([
  ["0.0.0.0", /^http:\/\/0\.0\.0\.0:\d+$/],
  ["127.0.0.1", /^http:\/\/127\.0\.0\.1:\d+$/],
  ["::1", /^http:\/\/\[::1\]:\d+$/],
])("the address in the log is the one that is listened on: %s", async (host, expected) => {
  const app = fastify();
  await listen(app, { host, port: 0, portName: "PORT", hostName: "HOST" });
  const address = boundAddress(app);
  await app.close();
  expect(address).toMatch(expected);
});
