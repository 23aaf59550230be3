import { expect, test } from "vitest";
import { DEFAULT_MARKS } from "../../codegen/model/default-marks.ts";
import { tools } from "../../src/generated/tools/index.ts";
import { withMarks } from "../../src/server/contract/tool-definition.ts";

test("a mark that the generator leaves out is filled in with the same value at run time", () => {
  const [tool] = tools;
  const bare = { ...tool, marks: { access: "read", keyRight: "read" } } as const;
  expect(withMarks(bare as never)).toMatchObject(DEFAULT_MARKS);
});
