import { parseAddress } from "../../server/kit/parse-address.ts";
import type { Finding } from "../finding.ts";
import { isSecure, type Metadata } from "./metadata.ts";

export const AUTHORIZATION_SERVER = "authorization server";
const SCOPES = ["read", "write", "offline_access"];
const REQUIRED_ENDPOINTS = ["authorization_endpoint", "token_endpoint"];
const OTHER_ENDPOINTS = ["registration_endpoint", "revocation_endpoint"];
const IS_IT_OURS = "Is this the document of digistore24-mcp, and not of another service at this host name?";

type Defect = Omit<Finding, "what">;

/** Examines the metadata of an authorization server (RFC 8414) that was found by the name of its issuer. */
export function examineAuthorizationServer(issuer: string, document: Metadata): readonly Finding[] {
  const defects = [
    ...examineIssuer(issuer, document),
    ...examineEndpoints(issuer, document),
    ...examinePkce(document),
    ...examineRegistration(document),
    ...examineIssParameter(document),
    ...examineScopes(document),
  ];
  return defects.length > 0
    ? defects.map((defect) => ({ what: AUTHORIZATION_SERVER, ...defect }))
    : [{ what: AUTHORIZATION_SERVER, seen: `${issuer} offers what claude.ai and ChatGPT need` }];
}

function examineIssuer(expected: string, { issuer }: Metadata): readonly Defect[] {
  if (issuer === expected) {
    return [];
  }
  const seen = `the issuer is ${JSON.stringify(issuer)}, but the resource names ${JSON.stringify(expected)}`;
  return [{ seen, advice: "Agents refuse the difference: set PUBLIC_URL to exactly what people type before /mcp" }];
}

function examineEndpoints(issuer: string, document: Metadata): readonly Defect[] {
  const missing = REQUIRED_ENDPOINTS.filter((name) => document[name] === undefined);
  const given = [...REQUIRED_ENDPOINTS, ...OTHER_ENDPOINTS].filter((name) => document[name] !== undefined);
  return [
    ...missing.map((name) => ({ seen: `${name} is missing`, advice: IS_IT_OURS })),
    ...given.flatMap((name) => examineEndpoint(name, document[name], new URL(issuer).origin)),
  ];
}

function examineEndpoint(name: string, address: unknown, origin: string): readonly Defect[] {
  const seen = `${name} is ${JSON.stringify(address)}`;
  if (typeof address !== "string" || parseAddress(address) === undefined) {
    return [{ seen: `${seen}, which is not an address`, advice: IS_IT_OURS }];
  }
  if (!isSecure(address)) {
    const advice = "Agents refuse it: set PUBLIC_URL to the https address that people type";
    return [{ seen: `${seen}, which is not https`, advice }];
  }
  if (new URL(address).origin !== origin) {
    const advice = "claude.ai then signs in but never uses its token: set PUBLIC_URL to exactly what people type";
    return [{ seen: `${seen}, which is not at ${origin}`, advice }];
  }
  return [];
}

/** Whether agents can send requests to an address of the metadata. */
export function isUsableEndpoint(address: unknown, origin: string): address is string {
  return examineEndpoint("", address, origin).length === 0;
}

function examinePkce({ code_challenge_methods_supported: methods }: Metadata): readonly Defect[] {
  return includes(methods, "S256")
    ? []
    : [{ seen: "code_challenge_methods_supported lacks S256", advice: `Agents refuse to sign in. ${IS_IT_OURS}` }];
}

function examineRegistration(document: Metadata): readonly Defect[] {
  const lacks = [
    ...(document["client_id_metadata_document_supported"] === true
      ? []
      : ["client_id_metadata_document_supported is not true"]),
    ...(includes(document["token_endpoint_auth_methods_supported"], "none")
      ? []
      : ["token_endpoint_auth_methods_supported lacks none"]),
  ];
  if (lacks.length === 0) {
    return [];
  }
  const seen = lacks.join(" and ");
  return document["registration_endpoint"] === undefined
    ? [{ seen: `${seen}, and registration_endpoint is missing`, advice: `Agents cannot register. ${IS_IT_OURS}` }]
    : [{ seen, advice: "claude.ai then registers a new client for each connection", isWarning: true }];
}

function examineIssParameter(document: Metadata): readonly Defect[] {
  const name = "authorization_response_iss_parameter_supported";
  return document[name] === true
    ? []
    : [{ seen: `${name} is not true`, advice: "Agents then cannot tell which server sent a code", isWarning: true }];
}

function examineScopes({ scopes_supported: scopes }: Metadata): readonly Defect[] {
  const missing = SCOPES.filter((scope) => !includes(scopes, scope));
  if (missing.length === 0) {
    return [];
  }
  const effect = missing.includes("offline_access")
    ? "ChatGPT then has people sign in again when its token expires"
    : IS_IT_OURS;
  return [{ seen: `scopes_supported lacks ${missing.join(", ")}`, advice: effect, isWarning: true }];
}

function includes(list: unknown, value: string): boolean {
  return Array.isArray(list) && list.includes(value);
}
