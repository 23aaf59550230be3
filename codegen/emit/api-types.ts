import type { OpenAPI3 } from "openapi-typescript";
import type { JsonObject } from "../load/json.ts";
import { openapiTypescript } from "../packages.ts";
import { HEADER } from "./render.ts";

/** `paths` and the other types by openapi-typescript: a second reading of the description, which the compiler checks the tools against. */
export async function emitApiTypes(document: JsonObject): Promise<string> {
  const nodes = await openapiTypescript.default(document as unknown as OpenAPI3, { silent: true });
  return `${HEADER}${openapiTypescript.astToString(nodes)}`;
}
