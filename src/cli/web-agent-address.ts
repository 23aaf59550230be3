import { ENDPOINT_PATHS } from "../server/contract/endpoint-paths.ts";
import { isPublicHost } from "../server/kit/public-host.ts";
import { UsageError } from "../server/kit/usage-error.ts";

const WEB_ENDPOINT = "/mcp";
const EXAMPLE = "Give the address that people type, such as --url https://mcp.example.com";

/** The address that a web agent connects to. Refuses one that its servers cannot reach or do not accept. */
export function webAgentAddress(agent: string, url: string): string {
  const { protocol, hostname, origin, pathname } = new URL(url);
  if (!isPublicHost(hostname)) {
    throw new UsageError(
      `${agent} connects from servers of its own, which cannot reach ${hostname} on this machine or in a private network. ${EXAMPLE}`,
    );
  }
  if (protocol !== "https:") {
    throw new UsageError(`${agent} connects over https only, and ${url} is http. ${EXAMPLE}`);
  }
  const path = pathname.replace(/\/$/, "");
  if (!isServed(path || "/")) {
    throw new UsageError(
      `${agent} finds the sign-in of this server only at the root of a host name, and ${url} is not /, /mcp or a part of one of them. ${EXAMPLE}`,
    );
  }
  const part = path.startsWith(WEB_ENDPOINT) ? path.slice(WEB_ENDPOINT.length) : path;
  return `${origin}${WEB_ENDPOINT}${part}`;
}

function isServed(path: string): boolean {
  return ENDPOINT_PATHS.some(({ url }) => new RegExp(`^${url.replace(":toolsets", "[^/]+")}$`).test(path));
}
