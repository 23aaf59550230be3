import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface Connections {
  /**
   * Closes every connection on which no complete request waits for an answer, and every other one as soon as its answers
   * have been sent. Node itself closes only connections that have had an answer, and no longer times out the others.
   */
  closeUnused(): void;
}

/** Tracks the connections of a server and the requests on each. */
export function followConnections(server: Server): Connections {
  const connections = new Map<Socket, Set<Exchange>>();
  let isClosing = false;

  function closeIfUnused(socket: Socket): void {
    const exchanges = [...(connections.get(socket) ?? [])];
    if (!exchanges.some(({ request }) => request.complete)) {
      socket.destroySoon();
    }
  }

  server.on("connection", (socket: Socket) => {
    connections.set(socket, new Set());
    socket.once("close", () => connections.delete(socket));
    if (isClosing) {
      closeIfUnused(socket);
    }
  });
  server.on("request", (request, response) => {
    const { socket } = request;
    const exchange = { request, response };
    connections.get(socket)?.add(exchange);
    response.once("close", () => {
      connections.get(socket)?.delete(exchange);
      if (isClosing) {
        closeIfUnused(socket);
      }
    });
  });
  return {
    closeUnused: () => {
      isClosing = true;
      for (const socket of connections.keys()) {
        closeIfUnused(socket);
      }
    },
  };
}
