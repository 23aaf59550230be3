import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";

/**
 * A stand-in for the API, as lean as possible so that it does not limit the measurement: every function has one fixed answer, created
 * in advance and sent after the milliseconds that `POST /__latency/<ms>` has set. It ignores arguments and keys.
 */
const END_OF_HEAD = "\r\n\r\n";
const { ANSWERS_FILE = "", PORT } = process.env;
const envelopes = JSON.parse(readFileSync(ANSWERS_FILE, "utf8")) as Record<string, unknown>;
const answers = new Map(Object.entries(envelopes).map(([name, envelope]) => [name, toResponse("200 OK", envelope)]));
const unknown = toResponse("404 Not Found", { result: "error", code: 4, message: "There is no such function." });
const latencySet = toResponse("200 OK", { result: "success" });
const lengthWanted = toResponse("411 Length Required", { result: "error", code: 3, message: "Send a Content-Length." });
let latencyMs = 0;

interface Received {
  readonly bytes: number;
  readonly path: string;
  readonly isChunked: boolean;
}

createServer({ noDelay: true }, serve).listen(Number(PORT), "127.0.0.1");

function serve(socket: Socket): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (let request = take(pending); request; request = take(pending)) {
      pending = pending.subarray(request.bytes);
      answer(socket, request);
    }
  });
}

/** The first request in the received bytes, once it is complete. */
function take(received: Buffer): Received | undefined {
  const headLength = received.indexOf(END_OF_HEAD);
  if (headLength < 0) {
    return undefined;
  }
  const head = received.toString("latin1", 0, headLength);
  const [, path = ""] = head.split(" ", 2);
  const [, length = "0"] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  const bytes = headLength + END_OF_HEAD.length + Number(length);
  return bytes > received.length ? undefined : { bytes, path, isChunked: /\r\ntransfer-encoding:/i.test(head) };
}

function answer(socket: Socket, { path, isChunked }: Received): void {
  const [, latency] = /^\/__latency\/(\d+)$/.exec(path) ?? [];
  if (isChunked) {
    socket.end(lengthWanted);
  } else if (latency !== undefined) {
    latencyMs = Number(latency);
    socket.write(latencySet);
  } else {
    const [name = ""] = path.slice(path.lastIndexOf("/") + 1).split("?");
    const response = answers.get(name) ?? unknown;
    // Without a latency not even a timer's millisecond is added.
    latencyMs === 0 ? socket.write(response) : setTimeout(() => socket.write(response), latencyMs);
  }
}

function toResponse(status: string, body: unknown): Buffer {
  const json = JSON.stringify(body);
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(json)}`;
  return Buffer.from(`${head}${END_OF_HEAD}${json}`);
}
