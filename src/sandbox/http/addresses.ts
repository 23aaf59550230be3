import type { FastifyRequest } from "fastify";
import type { FunctionRegistry } from "./function-registry.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Of an address that has more than the name of the function in it. */
    functionName?: string;
  }
}

/** An address of the API in the form of the router. */
interface Address {
  readonly url: string;
  readonly config: { readonly functionName?: string };
}

export const API_ROOT = "/api/call/";

/** The suffixes with which callers ask for JSON, which is all there is. */
const SUFFIXES = ["", "/json", "/format/json"];
const PATH_PARAMETER = /\{([^{}]+)\}/g;

/** One for all functions that are a single word, and one for each with a longer path: `{shopId}/legal-requirements`. */
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

/** The function that a request is for; undefined outside the API. */
export function functionOf({ routeOptions, params }: FastifyRequest): string | undefined {
  return routeOptions.config.functionName ?? (params as { function?: string } | undefined)?.function;
}

/** The arguments that stand in the address. */
export function argumentsInPath({ routeOptions, params }: FastifyRequest): Readonly<Record<string, string>> {
  return routeOptions.config.functionName === undefined ? {} : (params as Record<string, string>);
}
