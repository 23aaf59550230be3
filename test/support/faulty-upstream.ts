import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";

const pem = (name: string) => readFileSync(new URL(`tls/${name}.pem`, import.meta.url));

export type Certificate = "good" | "self-signed" | "expired" | "other-name";

export interface FaultyUpstream {
  readonly apiUrl: string;
  /** The HTTP received over all connections. */
  readonly seen: () => string;
  close(): Promise<void>;
}

export interface Faults {
  /** Over TLS with this certificate; plain without. */
  readonly certificate?: Certificate;
  /** Before anything is read, TLS included. If it returns "taken", nothing else is done with the connection. */
  readonly onAccept?: (socket: Socket, index: number) => "taken" | undefined;
  /** The connection stands; over TLS, its handshake is over. */
  readonly onEstablished?: (socket: Socket) => void;
  /** `received` is all that this connection has brought. */
  readonly onData?: (socket: Socket, received: string) => void;
}

/** A server at the level of sockets, which can fail wherever a real one can. */
export async function startFaultyUpstream(faults: Faults): Promise<FaultyUpstream> {
  const { certificate, onAccept, onEstablished, onData } = faults;
  const sockets = new Set<Socket>();
  let seen = "";
  let accepted = 0;
  const serve = (socket: Socket) => {
    let received = "";
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      seen += chunk.toString("latin1");
      received += chunk.toString("latin1");
      onData?.(socket, received);
    });
    onEstablished?.(socket);
  };
  const tls = createTlsServer(certificate ? { key: pem("test-only-key"), cert: pem(certificate) } : {}, serve);
  tls.on("tlsClientError", () => undefined);
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    if (onAccept?.(socket, accepted++) === "taken") {
      return;
    }
    if (certificate) {
      tls.emit("connection", socket);
    } else {
      serve(socket);
    }
    socket.resume();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `${certificate ? "https" : "http"}://localhost:${port}/api/call`,
    seen: () => seen,
    close: () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

export function answer(body: string, headers = ""): string {
  return `HTTP/1.1 200 OK\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`;
}
