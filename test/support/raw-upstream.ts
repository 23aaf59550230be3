import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface RawUpstream {
  readonly apiUrl: string;
  /** Requests that came in, whatever became of them. */
  readonly count: () => number;
  close(): Promise<void>;
}

/** A real HTTP server, for what only shows on a real connection. */
export async function startRawUpstream(listener: RequestListener): Promise<RawUpstream> {
  let count = 0;
  const server = createServer((request, response) => {
    count++;
    listener(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/call`,
    count: () => count,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
