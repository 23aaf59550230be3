import { Ajv, type ValidateFunction } from "ajv";
import { loadDescription } from "../../codegen/load/load-description.ts";

/**
 * Judges answers by the response schemas of our description. Types are the description's word for the wire: a number
 * that may come as text has to say so there.
 */
export async function loadAnswerSchemas(): Promise<ReadonlyMap<string, ValidateFunction>> {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const { operations } = await loadDescription("openapi/openapi.yaml");
  return new Map(
    operations.map(({ path, operation }) => {
      // biome-ignore lint/suspicious/noExplicitAny: the shape is what the generator has checked
      const schema = (operation as any).responses["200"].content["application/json"].schema;
      return [path.slice(1), ajv.compile(schema)];
    }),
  );
}
