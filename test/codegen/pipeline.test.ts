import path from "node:path";
import { describe, expect, test } from "vitest";
import { generate } from "../../codegen/pipeline.ts";
import { filesIn, inputsIn, ORDERS, withOrders } from "./orders-fixture.ts";

describe("a description over several files", () => {
  test.each([
    "api-types.ts",
    "tools/order-changes.ts",
    "tools/orders.ts",
    "tools/index.ts",
    "answer-fields.ts",
    "example-answers.ts",
    "manifest.json",
    "TOOLS.md",
  ])("yields %s as it was reviewed", async (file) => {
    const files = await generate(ORDERS);

    // Not `.ts`: the compiler would look for the contract next to it.
    await expect(files.get(file)).toMatchFileSnapshot(`../golden/codegen/orders/${file}.txt`);
  });

  test("yields no other file", async () => {
    const files = await generate(ORDERS);

    expect([...files.keys()]).toEqual([
      "api-types.ts",
      "tools/order-changes.ts",
      "tools/orders.ts",
      "tools/index.ts",
      "answer-fields.ts",
      "example-answers.ts",
      "manifest.json",
      "README.md",
      "TOOLS.md",
    ]);
  });

  test("is read and nothing is written next to it", async () => {
    await withOrders({}, async (folder) => {
      const before = await filesIn(folder);
      await generate(inputsIn(folder));

      expect(Object.keys(before ?? {})).toHaveLength(7);
      expect(await filesIn(folder)).toEqual(before);
    });
  });
});

describe("the same inputs give the same bytes", () => {
  test("in two runs", async () => {
    expect([...(await generate(ORDERS))]).toEqual([...(await generate(ORDERS))]);
  });

  test("with the paths in another order, but for the hash of that file", async () => {
    const { inputs, ...rest } = await generated({});
    const shuffled = await generated({
      "openapi.yaml": (text) => {
        const lines = text.split("\n");
        const places = lines.flatMap((line, index) => (line.startsWith("  /") ? [index] : []));
        const [list = "", get = "", create = "", cancel = ""] = places.map((place) => lines[place]);
        lines.splice(places[0] ?? 0, 4, create, cancel, list, get);
        return lines.join("\n");
      },
    });

    expect(shuffled.inputs).not.toEqual(inputs);
    expect({ ...shuffled, inputs: undefined }).toEqual({ ...rest, inputs: undefined });
  });

  test("with the toolsets and functions of the policy in another order", async () => {
    const { inputs, ...rest } = await generated({});
    const shuffled = await generated({
      "policy.yaml": (text) => {
        const [changes, orders] = text.split("orders:\n") as [string, string];
        const [get, list] = orders.split("  listOrders:\n") as [string, string];
        return `orders:\n  listOrders:\n${list}${get}${changes}`;
      },
    });

    expect(shuffled.inputs).not.toEqual(inputs);
    expect({ ...shuffled, inputs: undefined }).toEqual({ ...rest, inputs: undefined });
  });

  test("whether the command line names its files from the root or from here", async () => {
    const absolute = await generate({
      description: path.resolve(ORDERS.description),
      policy: path.resolve(ORDERS.policy),
      published: path.resolve(ORDERS.published),
    });

    expect([...absolute]).toEqual([...(await generate(ORDERS))]);
  });

  test("and no output holds an absolute path or a year", async () => {
    const text = [...(await generate(ORDERS)).values()].join("\n");

    expect(text).not.toContain(process.cwd());
    expect(text).not.toMatch(/\b20[2-9]\d\b/);
  });
});

/** All files of a changed fixture. The input hashes stand apart: they are bound to differ. */
async function generated(changes: Parameters<typeof withOrders>[0]) {
  return withOrders(changes, async (folder) => {
    const files = await generate(inputsIn(folder));
    const { inputs, tools } = JSON.parse(files.get("manifest.json") ?? "");
    return { inputs: Object.values(inputs), tools, files: [...files].filter(([file]) => file !== "manifest.json") };
  });
}
