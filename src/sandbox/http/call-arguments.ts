import type { FastifyRequest } from "fastify";
import { tools } from "../../generated/tools/index.ts";
import type { Form, FormValue } from "../wire/arguments.ts";
import { argumentsInPath, functionOf } from "./addresses.ts";

/** What our own tools add to a function's arguments; the API has none of that name. */
const NO_ARGUMENT = "_fields";

/** The arguments of each function in the order of its documented signature. */
const SIGNATURES: ReadonlyMap<string, readonly string[]> = new Map(
  tools.map(({ functionName, inputSchema }) => {
    return [functionName, Object.keys(inputSchema.properties).filter((name) => name !== NO_ARGUMENT)];
  }),
);

/**
 * The arguments of a request, wherever they stand: as PHP does, those of address and form count alike, the form's first.
 * A name says more than a place.
 */
export function argumentsOf(request: FastifyRequest): Form {
  const { query, body } = request;
  const form: Form = { ...(query as Form), ...(body as Form | undefined), ...argumentsInPath(request) };
  return { ...namedByPlace(functionOf(request) ?? "", form), ...form };
}

/** `arg1`, `arg2`, …, which the vendor's PHP connector sends in place of names. */
function namedByPlace(functionName: string, form: Form): Form {
  const signature = SIGNATURES.get(functionName) ?? [];
  return Object.fromEntries(
    signature.flatMap((name, index): [string, FormValue][] => {
      const value = form[`arg${index + 1}`];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
