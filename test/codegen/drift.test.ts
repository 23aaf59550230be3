import { expect, test } from "vitest";
import { diffFiles } from "../../codegen/output.ts";
import { generate } from "../../codegen/pipeline.ts";

test("src/generated matches openapi/ (otherwise: npm run regen)", async () => {
  const files = await generate({
    description: "openapi/openapi.yaml",
    policy: "openapi/policy.yaml",
    published: "openapi/published-tools.json",
  });

  expect(await diffFiles(files, "src/generated")).toEqual([]);
});
