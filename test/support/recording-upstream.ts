import { EventEmitter, once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came over the wire. */
interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RecordingUpstream {
  /** The address for DIGISTORE24_API_URL. */
  readonly apiUrl: string;
  readonly requests: RecordedRequest[];
  /** Answers nothing until it is released, or only this function not. */
  hold(functionName?: string): void;
  release(): void;
  /** Resolves when the next request has come in. */
  arrived(): Promise<void>;
  close(): Promise<void>;
}

/** An HTTP server in place of the API that writes down what it gets and answers every function alike, with success by default. */
export async function startRecordingUpstream(
  answer: (request: RecordedRequest) => unknown = () => ({ ok: "Y" }),
  envelope: object | ((request: RecordedRequest) => object) = { result: "success" },
): Promise<RecordingUpstream> {
  const requests: RecordedRequest[] = [];
  const events = new EventEmitter();
  let isHeld = (_path: string) => false;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "", url = "", headers } = incoming;
      const request = { method, path: url, headers, body: Buffer.concat(chunks).toString("utf8") };
      requests.push(request);
      const head = typeof envelope === "function" ? envelope(request) : envelope;
      const send = () => response.end(JSON.stringify({ api_version: "1.2", ...head, data: answer(request) }));
      response.setHeader("content-type", "application/json");
      if (isHeld(url)) {
        events.once("release", send);
      } else {
        send();
      }
      events.emit("arrived");
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/call`,
    requests,
    hold: (functionName = "") => {
      isHeld = (path) => path.endsWith(`/${functionName}`) || functionName === "";
    },
    release: () => {
      isHeld = () => false;
      events.emit("release");
    },
    arrived: async () => {
      await once(events, "arrived");
    },
    close: () => closeServer(server),
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
}

/** The fields of a form body by their bracketed names. A name that comes twice would be lost here, so it is an error. */
export function formFields(body: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    if (name in fields) {
      throw new Error(`field ${name} was sent twice`);
    }
    fields[name] = value;
  }
  return fields;
}
