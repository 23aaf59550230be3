import { expect, test } from "vitest";
import { diffFiles } from "../../codegen/output.ts";
import { generate } from "../../codegen/pipeline.ts";
import { insightsSection } from "../../scripts/insights-section.ts";

test("src/generated matches openapi/ (otherwise: npm run regen)", async () => {
  const inputs = {
    description: "openapi/openapi.yaml",
    policy: "openapi/policy.yaml",
    published: "openapi/published-tools.json",
  };
  const files = await generate(inputs, undefined, [insightsSection()]);

  expect(await diffFiles(files, "src/generated")).toEqual([]);
});
