import { beforeEach, describe, expect, test } from "vitest";
import { NOW, openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

let sandbox: Sandbox;
let now: Date;
beforeEach(() => {
  now = NOW;
  sandbox = openSandbox({ now: () => now });
});

const names = async () => (await sandbox.data("listOrderforms")).map(({ name }: { name: string }) => name);
const read = async (id: number) => (await sandbox.data("getOrderform", { orderform_id: String(id) })).orderform;
const create = async (args: WireArguments): Promise<number> =>
  (await sandbox.data("createOrderform", args)).orderform_id;
const update = (id: number, args: WireArguments) =>
  sandbox.data("updateOrderform", { orderform_id: String(id), ...args });
const formsOfProducts = async () => {
  const { products } = await sandbox.data("listProducts");
  return new Set(products.map(({ orderform_id }: { orderform_id: number | null }) => orderform_id));
};

describe("an order form", () => {
  test("with only a name has the default layout", async () => {
    const id = await create({ "data[name]": "Schlicht" });
    expect(await names()).toEqual(["Standard", "Drei Schritte", "Schlicht"]);
    expect(await read(id)).toMatchObject({
      id,
      name: "Schlicht",
      layout: "widget",
      background_style: "white",
      step_count: "1",
      is_default: "N",
      tab_text_1_hl: "",
      created_at: "2026-03-16 10:15:00",
      modified_at: "2026-03-16 10:15:00",
    });
  });

  test("keeps the values that it was made with", async () => {
    const settings = {
      name: "Bunt",
      step_count: "2",
      flex_elements_order: "refund_waiver,order_bumper,order_summary",
      summary_positions: "before_playplan,after_pay_button",
      orderbump_position: "before_playplan",
      orderbump_product_id: "67890",
      tab_text_2_sl: "Fast geschafft",
      custom_css: ".a > .b { color: red; }",
    };
    const args = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`data[${name}]`, value]));
    expect(await read(await create(args))).toMatchObject(settings);
  });

  test("that is changed shows when, and keeps its other values", async () => {
    now = new Date(NOW.getTime() + 60_000);
    const args = { "data[name]": "Neu", "data[background_style]": "white", "data[tab_text_1_hl]": "" };
    expect(await update(3102, args)).toEqual({ is_modified: "Y" });
    expect(await read(3102)).toMatchObject({
      name: "Neu",
      background_style: "white",
      tab_text_1_hl: "",
      tab_text_2_hl: "Adresse",
      modified_at: "2026-03-16 10:16:00",
    });
  });

  test("keeps lists and objects, and clears them with an empty text", async () => {
    const args = {
      "data[custom_fields][0][name]": "firma",
      "data[custom_fields][1][name]": "abteilung",
      "data[upsell_settings][position]": "after",
    };
    expect(await update(3101, args)).toEqual({ is_modified: "Y" });
    expect(await update(3101, args)).toEqual({ is_modified: "N" });
    expect(await read(3101)).toMatchObject({
      custom_fields: [{ name: "firma" }, { name: "abteilung" }],
      upsell_settings: { position: "after" },
    });
    await update(3101, { "data[custom_fields]": "" });
    expect(await read(3101)).toMatchObject({ custom_fields: [], upsell_settings: { position: "after" } });
  });

  test("that becomes the default replaces the previous one", async () => {
    expect(await update(3102, { "data[is_default]": "1" })).toEqual({ is_modified: "Y" });
    expect([(await read(3101)).is_default, (await read(3102)).is_default]).toEqual(["N", "Y"]);
    const id = await create({ "data[name]": "Neu", "data[is_default]": "Y" });
    expect([(await read(3102)).is_default, (await read(id)).is_default]).toEqual(["N", "Y"]);
  });

  test.each([
    { name: "flat", args: { name: "Flach" } },
    { name: "the same", args: { "data[name]": "Standard", "data[is_default]": "T" } },
    { name: "not known", args: { "data[colour]": "red" } },
  ])("is not changed by fields that are $name", async ({ args }) => {
    const before = await read(3101);
    expect(await update(3101, args as WireArguments)).toEqual({ is_modified: "N" });
    expect(await read(3101)).toEqual(before);
  });

  test("does not show an image in its tabs that was deleted", async () => {
    const upload = { "data[name]": "Reiter", "data[image-url]": "https://files.example.com/reiter.png" };
    const { image_id } = await sandbox.data("createImage", { ...upload, "data[usage_type]": "orderform_widget_tab" });
    await update(3102, { "data[tab_image_2_id]": image_id, "data[tab_image_3_id]": "7003" });
    await sandbox.data("deleteImage", { image_id });
    expect(await read(3102)).toMatchObject({ tab_image_2_id: "", tab_image_3_id: "7003" });
  });
});

describe("an order form that was deleted", () => {
  test("is gone, and its id is not reused", async () => {
    const id = await create({ "data[name]": "Kurz" });
    await sandbox.data("deleteOrderform", { orderform_id: String(id) });
    expect(await names()).toEqual(["Standard", "Drei Schritte"]);
    expect(await create({ "data[name]": "Neu" })).toBe(id + 1);
  });

  test("leaves its products to the default form", async () => {
    const id = await create({ "data[name]": "Eigenes" });
    await sandbox.data("updateProduct", { product_id: "24680", "data[orderform_id]": String(id) });
    expect(await formsOfProducts()).toEqual(new Set([3101, id]));
    await sandbox.data("deleteOrderform", { orderform_id: String(id) });
    expect(await formsOfProducts()).toEqual(new Set([3101]));
  });

  test("leaves its products to the first active one if it was the default itself", async () => {
    const id = await create({ "data[name]": "Ersatz" });
    await update(3102, { "data[is_active]": "N" });
    await sandbox.data("deleteOrderform", { orderform_id: "3101" });
    expect(await formsOfProducts()).toEqual(new Set([id]));
  });

  test("leaves its products without one if there is no other", async () => {
    await sandbox.data("deleteOrderform", { orderform_id: "3102" });
    await sandbox.data("deleteOrderform", { orderform_id: "3101" });
    expect(await formsOfProducts()).toEqual(new Set([null]));
  });
});

describe("the options of order forms", () => {
  test("name every value that a form takes", async () => {
    const { options } = await sandbox.data("getOrderformMetas");
    const fields = [
      "background_style",
      "step_count",
      "tab_style",
      "shipping_position",
      "summary_positions",
      "refund_waiver_position",
      "flex_elements_order",
      "orderbump_position",
    ];
    for (const field of fields) {
      for (const value of Object.keys(options[field])) {
        const id = await create({ "data[name]": "Probe", [`data[${field}]`]: value });
        expect(await read(id)).toMatchObject({ [field]: value });
      }
    }
    expect(Object.keys(options.flex_elements_order)).toHaveLength(6);
  });

  test("name the images and products that are there now", async () => {
    const upload = { "data[name]": "Lesezeichen", "data[image-url]": "https://files.example.com/icon.png" };
    const { image_id } = await sandbox.data("createImage", { ...upload, "data[usage_type]": "orderform_favicon" });
    const { product_id } = await sandbox.data("createProduct", { "data[name_de]": "Neuheit" });
    const { options } = await sandbox.data("getOrderformMetas");
    expect(options.image.orderform_favicon).toEqual({ [image_id]: "Lesezeichen" });
    expect(options.product).toMatchObject({ "12345": "Online-Kurs Zeitmanagement", [product_id]: "Neuheit" });
  });

  test("are worded in the language of the call", async () => {
    const { options, placeholders } = await sandbox.data("getOrderformMetas", { language: "en" });
    expect(options.background_style).toEqual({ white: "White", blue: "Blue" });
    expect(options.flex_elements_order["order_bumper,order_summary,refund_waiver"]).toBe("Bump, Summary, Waiver");
    expect(placeholders.other).toEqual({ headline: "Headline" });
  });
});

test.each([
  { name: "createOrderform", args: { name: "Flach" }, code: 3 },
  { name: "createOrderform", args: { "data[layout]": "widget" }, code: 3 },
  { name: "createOrderform", args: { "data[name][0]": "Neu" }, code: 3 },
  { name: "createOrderform", args: { "data[name]": "x".repeat(64) }, code: 3 },
  { name: "createOrderform", args: { "data[name]": "Neu", "data[step_count]": "4" }, code: 3 },
  { name: "createOrderform", args: { "data[name]": "Neu", "data[flex_elements_order]": "order_bumper" }, code: 3 },
  { name: "createOrderform", args: { "data[name]": "Neu", "data[summary_positions]": "after_payplan,top" }, code: 3 },
  { name: "updateOrderform", args: { orderform_id: "3101", "data[name]": "" }, code: 3 },
  { name: "updateOrderform", args: { orderform_id: "3101", "data[orderbump_position]": "before_payplan" }, code: 3 },
  { name: "updateOrderform", args: { orderform_id: "3999", "data[name]": "Neu" }, code: 4 },
  { name: "getOrderform", args: { orderform_id: "3999" }, code: 4 },
  { name: "deleteOrderform", args: { orderform_id: "3999" }, code: 4 },
])("$name with $args is refused", async ({ name, args, code }) => {
  expect(await sandbox.call(name, args as WireArguments)).toMatchObject({ result: "error", code });
});
