import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const PAUSE_MS = 20;
/** Differs from the honest clients' addresses, because clients at one address share its limit. */
const ADDRESS = "203.0.113.1";
const HEAD = `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: ${ADDRESS}\r\nContent-Type: application/json\r\n`;
const JUNK_ITEMS = 100_000;
const CALL = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "listPurchases", arguments: { page_size: 1 } },
});

interface HostileOptions {
  readonly url: string;
  readonly isOver: () => boolean;
}

let lastKey = 0;
const wrongKey = () => `9${String(++lastKey).padStart(9, "0")}-WRONGKEYWRONGKEYWRONGKEY`;

/** Requests of an attacker, or of a careless client. */
const ATTACKS: readonly ((url: string) => Promise<unknown>)[] = [
  (url) => post(url, wrongKey(), CALL),
  (url) => post(url, undefined, CALL),
  (url) => post(url, wrongKey(), `[${Array(JUNK_ITEMS).fill("1").join(",")}]`),
  (url) => post(url, wrongKey(), JSON.stringify(Array(JUNK_ITEMS / 100).fill(JSON.parse(CALL)))),
  (url) => post(url, wrongKey(), '{"a":'.repeat(JUNK_ITEMS)),
  (url) => post(url, wrongKey(), '{"a":'.repeat(JUNK_ITEMS) + 1 + "}".repeat(JUNK_ITEMS)),
  hangUp,
  sendHalf,
];

/** Runs one hostile client. Its own answers do not matter, only its effect on the other clients. */
export async function attack({ url, isOver }: HostileOptions): Promise<number> {
  let attacks = 0;
  for (; !isOver(); attacks++) {
    await ATTACKS[attacks % ATTACKS.length]?.(url).catch(() => undefined);
    // Without a pause it would only measure the machine's processor.
    await wait(PAUSE_MS);
  }
  return attacks;
}

async function post(url: string, key: string | undefined, body: string): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      "x-forwarded-for": ADDRESS,
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    body,
  });
  await response.arrayBuffer();
}

/** A complete request whose sender disconnects before it can be answered. */
function hangUp(url: string): Promise<void> {
  return sendAndLeave(
    url,
    `${HEAD}Authorization: Bearer ${wrongKey()}\r\nContent-Length: ${CALL.length}\r\n\r\n${CALL}`,
  );
}

/** Sends half a request and never the rest. */
function sendHalf(url: string): Promise<void> {
  return sendAndLeave(url, `${HEAD}Authorization: Bearer ${wrongKey()}\r\nContent-Length: 1000\r\n\r\n${CALL}`);
}

async function sendAndLeave(url: string, text: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(text);
  await wait(PAUSE_MS);
  socket.destroy();
}
