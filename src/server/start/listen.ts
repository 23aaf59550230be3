import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { ConfigError } from "../kit/errors.ts";

interface ListenOptions {
  readonly port: number;
  readonly host: string;
  /** The operator's names for the settings of port and host. */
  readonly portName: string;
  readonly hostName: string;
}

/** Listens, and returns the address. Throws a ConfigError that names the setting to change. */
export async function listen(app: FastifyInstance, options: ListenOptions): Promise<string> {
  try {
    return await app.listen({ port: options.port, host: options.host });
  } catch (error) {
    const advice = adviceFor(error as NodeJS.ErrnoException, options);
    if (advice === undefined) {
      throw error;
    }
    throw new ConfigError(advice, { cause: error });
  }
}

/** The address that is bound: a server that listens everywhere names the one of this machine when it is asked. */
export function boundAddress(app: FastifyInstance): string {
  const { address, port, family } = app.server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

function adviceFor(
  { code = "", syscall, message }: NodeJS.ErrnoException,
  { port, host, portName, hostName }: ListenOptions,
) {
  if (syscall !== "listen" && syscall !== "getaddrinfo") {
    return undefined;
  }
  const advice: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} of ${host} is in use by another program: stop it, or choose another port (${portName}; 0 picks a free one)`,
    EACCES: `This process may not listen on port ${port} of ${host}: choose another port (${portName})`,
    EADDRNOTAVAIL: `This machine does not have the address ${host}: choose another (${hostName})`,
    ENOTFOUND: `This machine does not have the address ${host}: choose another (${hostName})`,
  };
  return advice[code] ?? `cannot listen on ${host} (${message}): choose another address (${hostName})`;
}
