import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface TraceCollector {
  readonly url: string;
  readonly received: () => string;
  close(): Promise<unknown>;
}

/** Takes what OpenTelemetry exports. */
export async function startTraceCollector(): Promise<TraceCollector> {
  let received = "";
  const server = createServer(async (request, response) => {
    received += JSON.stringify(request.headers) + (await text(request));
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => received,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
