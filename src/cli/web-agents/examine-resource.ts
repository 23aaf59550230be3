import { parseAddress } from "../../server/kit/parse-address.ts";
import type { Finding } from "../finding.ts";
import { isSecure, type Metadata } from "./metadata.ts";

export const RESOURCE_METADATA = "resource metadata";

interface ExaminedResource {
  readonly findings: readonly Finding[];
  /** The first authorization server, if agents can use it. */
  readonly issuer?: string;
}

/** Examines the metadata of a protected resource (RFC 9728) for agents that connect to an address. */
export function examineResource(url: string, { resource, authorization_servers }: Metadata): ExaminedResource {
  const issuer: unknown = Array.isArray(authorization_servers) ? authorization_servers[0] : undefined;
  const problems = [...examineName(url, resource), ...examineIssuer(issuer)];
  const findings =
    problems.length > 0 ? problems : [{ what: RESOURCE_METADATA, seen: `${url} takes tokens of ${issuer}` }];
  return { findings, ...(isUsable(issuer) && { issuer }) };
}

function examineName(url: string, resource: unknown): readonly Finding[] {
  if (resource === url) {
    return [];
  }
  const seen = `the resource is ${JSON.stringify(resource)}, but the address is ${JSON.stringify(url)}`;
  return [{ what: RESOURCE_METADATA, seen, advice: adviceFor(url, resource) }];
}

/** Agents compare the two character by character. */
function adviceFor(url: string, resource: unknown): string {
  if (typeof resource === "string" && parseAddress(resource)?.origin === new URL(url).origin) {
    return `Agents refuse the difference: connect them to ${resource}`;
  }
  return "Set PUBLIC_URL to exactly what people type before /mcp; if that is not this address, examine that one";
}

function examineIssuer(issuer: unknown): readonly Finding[] {
  if (typeof issuer !== "string" || parseAddress(issuer) === undefined) {
    const advice = "Is this the metadata of digistore24-mcp? It names its own address";
    return [{ what: RESOURCE_METADATA, seen: "no authorization server is named", advice }];
  }
  if (!isSecure(issuer)) {
    const advice = "Agents sign in over https only: set PUBLIC_URL to the https address that people type";
    return [{ what: RESOURCE_METADATA, seen: `the authorization server ${issuer} is not https`, advice }];
  }
  return [];
}

function isUsable(issuer: unknown): issuer is string {
  return examineIssuer(issuer).length === 0;
}
