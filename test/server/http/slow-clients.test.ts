import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint } from "../../support/endpoint.ts";

let endpoint: RunningEndpoint;

beforeAll(async () => {
  endpoint = await startEndpoint({ REQUEST_TIMEOUT_MS: "1000", DIGISTORE24_API_URL: "http://127.0.0.1:9/api/call" });
});
afterAll(() => endpoint.close());

/** Sends a text and waits until the server ends the connection, however long that takes. */
async function sendAndWait(text: string): Promise<string> {
  const { hostname, port } = new URL(endpoint.url);
  const socket = connect(Number(port), hostname);
  let received = "";
  socket.on("data", (chunk) => {
    received += String(chunk);
  });
  await once(socket, "connect");
  socket.write(text);
  await once(socket, "close");
  return received;
}

const POST = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer 100001-SLOWCLIENT\r\n";

describe("a client that", () => {
  test.each([
    { name: "never ends its headers", text: `${POST}X-Slow: `, status: 408 },
    {
      name: "never ends its body",
      text: `${POST}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
      status: 408,
    },
    { name: "sends more headers than fit", text: `${POST}X-Large: ${"x".repeat(20_000)}\r\n\r\n`, status: 431 },
  ])("$name is disconnected", async ({ text, status }) => {
    expect(await sendAndWait(text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test("sends nothing at all is disconnected", async () => {
    await expect(sendAndWait("")).resolves.toMatch(/^(HTTP\/1.1 408 |$)/);
  });
});
