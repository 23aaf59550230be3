import { describe, expect, test } from "vitest";
import { useDescribedNames } from "../../../src/server/contract/other-names.ts";
import { openTestApp } from "../../support/test-app.ts";
import { success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const app = openTestApp();
const ADDRESS = "https://shop.example.com/a.png";

describe("an argument under the name that another source has for it", () => {
  test.each([
    { where: "inside its wrapper", args: { data: { name: "A", url: ADDRESS } } },
    { where: "without its wrapper", args: { name: "A", url: ADDRESS } },
    { where: "next to its wrapper", args: { data: { name: "A" }, url: ADDRESS } },
    { where: "under the name of the description", args: { data: { name: "A", "image-url": ADDRESS } } },
  ])("is sent under the name of the description: $where", async ({ args }) => {
    upstream.answer(() => success({ image_id: "1" }));
    const { isError } = await app.callTool("PostCreateimage", args);
    expect(isError).toBeUndefined();
    expect(upstream.requests.map(({ form }) => form["data"])).toEqual([{ name: "A", "image-url": ADDRESS }]);
  });

  test("is refused next to the name of the description, since only one of them can be meant", async () => {
    const args = { data: { name: "A", url: "https://shop.example.com/b.png", "image-url": ADDRESS } };
    const { isError, text } = await app.callTool("PostCreateimage", args);
    expect(isError).toBe(true);
    expect(text).toContain("data.url is unknown");
    expect(upstream.requests).toEqual([]);
  });
});

test("unknown names stay", () => {
  const args = { data: "text", url: undefined, list: [1] };
  expect(useDescribedNames(args, { "data.source": "image-url", "other.thing": "x" })).toEqual(args);
});
