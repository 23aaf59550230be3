import type { FastifyRequest } from "fastify";
import type { Form, FormValue } from "../wire/arguments.ts";
import { argumentsInPath, functionOf } from "./addresses.ts";
import type { FunctionRegistry } from "./function-registry.ts";

/**
 * The arguments of a request. As in PHP, those of the address and the form count, and the form takes precedence. Names
 * take precedence over positions.
 */
export function argumentsOf(request: FastifyRequest, registry: FunctionRegistry): Form {
  const { query, body } = request;
  const form: Form = { ...(query as Form), ...(body as Form | undefined), ...argumentsInPath(request) };
  const { signature = [] } = registry.get(functionOf(request) ?? "") ?? {};
  return { ...namedByPlace(signature, form), ...form };
}

/** `arg1`, `arg2`, …, which the vendor's PHP connector sends instead of names. */
function namedByPlace(signature: readonly string[], form: Form): Form {
  return Object.fromEntries(
    signature.flatMap((name, index): [string, FormValue][] => {
      const value = form[`arg${index + 1}`];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
