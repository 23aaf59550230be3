import { expect, test } from "vitest";
import { generatedDefinitions } from "../../../src/server/contract/tool-registry.ts";
import { INSIGHT_TOOLS } from "../../../src/server/insights/insight-tools.ts";

test("every tool has a title in German, which is not the English one", () => {
  const tools = [...generatedDefinitions(), ...INSIGHT_TOOLS];
  expect(tools.filter(({ title, titleDe }) => titleDe === undefined || titleDe === title)).toEqual([]);
});
