import type { FastifyRequest } from "fastify";
import type { FunctionRegistry } from "./function-registry.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Set for an address that contains more than the name of the function. */
    functionName?: string;
  }
}

/** An address of the API in the router's form. */
interface Address {
  readonly url: string;
  readonly config: { readonly functionName?: string };
}

export const API_ROOT = "/api/call/";

/** The suffixes with which callers ask for JSON, the only format. */
const SUFFIXES = ["", "/json", "/format/json"];
const PATH_PARAMETER = /\{([^{}]+)\}/g;

/** One address for all functions of a single word, and one for each longer path, such as `{shopId}/legal-requirements`. */
export function addressesOf(registry: FunctionRegistry): readonly Address[] {
  const withLongerPath = [...registry.keys()].filter((functionName) => functionName.includes("/"));
  return [
    { url: ":function", config: {} },
    ...withLongerPath.map((functionName) => ({
      url: functionName.replace(PATH_PARAMETER, ":$1"),
      config: { functionName },
    })),
  ].flatMap(({ url, config }) => SUFFIXES.map((suffix) => ({ url: `${API_ROOT}${url}${suffix}`, config })));
}

/** The function that a request calls; undefined outside the API. */
export function functionOf({ routeOptions, params }: FastifyRequest): string | undefined {
  return routeOptions.config.functionName ?? (params as { function?: string } | undefined)?.function;
}

/** The arguments in the path of the address. */
export function argumentsInPath({ routeOptions, params }: FastifyRequest): Readonly<Record<string, string>> {
  return routeOptions.config.functionName === undefined ? {} : (params as Record<string, string>);
}
