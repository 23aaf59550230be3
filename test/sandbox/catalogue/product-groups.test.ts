import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const names = async () => (await sandbox.data("listProductGroups")).items.map(({ name }: { name: string }) => name);

describe("a product group", () => {
  test("that was made is listed at its position, and can be read", async () => {
    const { product_group_id } = await sandbox.data("createProductGroup", {
      "data[name]": "Bücher",
      "data[position]": "15",
    });
    expect(await names()).toEqual(["Kurse", "Bücher", "Mitgliedschaften"]);
    const { product_group } = await sandbox.data("getProductGroup", { product_group_id: String(product_group_id) });
    expect(product_group).toMatchObject({
      name: "Bücher",
      position: 15,
      is_shown_as_tab: "N",
      created_at: "2026-03-16 10:15:00",
    });
  });

  test("that is renamed is renamed in its products, too", async () => {
    const { data } = await sandbox.call("updateProductGroup", { product_group_id: "501", "data[name]": "Lehrgänge" });
    expect(data).toEqual({ is_modified: "Y" });
    const { product } = await sandbox.data("getProduct", { product_id: "12345" });
    expect(product.product_group_name).toBe("Lehrgänge");
  });

  test.each([
    { name: "flat", args: { name: "Flach" } },
    { name: "the same", args: { "data[name]": "Kurse" } },
  ])("is not changed by fields that are $name", async ({ args }) => {
    expect(await sandbox.data("updateProductGroup", { product_group_id: "501", ...args })).toEqual({
      is_modified: "N",
    });
    expect(await names()).toEqual(["Kurse", "Mitgliedschaften"]);
  });

  test("that was deleted is gone, and its id is not reused", async () => {
    const { product_group_id } = await sandbox.data("createProductGroup", { "data[name]": "Kurz" });
    await sandbox.data("deleteProductGroup", { product_group_id: String(product_group_id) });
    expect(await names()).toEqual(["Kurse", "Mitgliedschaften"]);
    const next = await sandbox.data("createProductGroup", { "data[name]": "Neu" });
    expect(next.product_group_id).toBe(product_group_id + 1);
  });

  test("that was deleted is no longer the group of its products", async () => {
    await sandbox.data("deleteProductGroup", { product_group_id: "501" });
    const { product } = await sandbox.data("getProduct", { product_id: "12345" });
    expect(product).toMatchObject({ product_group_id: null, product_group_name: null });
  });

  test.each([
    { name: "createProductGroup", args: { "data[position]": "1" }, code: 3 },
    { name: "createProductGroup", args: { "data[name]": "x".repeat(32) }, code: 3 },
    { name: "updateProductGroup", args: { product_group_id: "501", "data[name]": "" }, code: 3 },
    { name: "getProductGroup", args: { product_group_id: "999" }, code: 4 },
    { name: "deleteProductGroup", args: { product_group_id: "999" }, code: 4 },
  ])("$name with $args is refused", async ({ name, args, code }) => {
    expect(await sandbox.call(name, args as Record<string, string>)).toMatchObject({ result: "error", code });
  });
});
