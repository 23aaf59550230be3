import { beforeEach, describe, expect, test } from "vitest";
import { openSandbox, type Sandbox } from "../sandbox-client.ts";

const UPLOAD = { "data[name]": "Workbook", "data[image-url]": "https://files.example.com/cover.JPG?v=2" };

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});

const idsOf = async (usageType: string): Promise<readonly string[]> => {
  const { images } = await sandbox.data("listImages", { usage_type: usageType });
  return images.map(({ id }: { id: string }) => id);
};

describe("an image", () => {
  test("that was made can be read, is listed with its kind, and waits for approval", async () => {
    const made = await sandbox.data("createImage", { ...UPLOAD, "data[alt_tag]": "Das Heft" });
    expect(made).toEqual({ image_id: "7004", image_url: "https://images.example.com/product/7004.jpg" });
    const { image } = await sandbox.data("getImage", { image_id: "7004" });
    expect(image).toMatchObject({ url: made.image_url, type: "product" });
    expect(image.properties).toMatchObject({ name: "Workbook", alt_tag: "Das Heft" });
    const { images } = await sandbox.data("listImages", { usage_type: "product" });
    expect(images.at(-1)).toMatchObject({ id: "7004", file_extension: "jpg", approval_status: "pending" });
  });

  test("can be given its address in the argument that another client uses", async () => {
    const { "data[image-url]": address, ...rest } = UPLOAD;
    const made = await sandbox.data("createImage", { ...rest, "data[url]": address });
    expect(made.image_url).toBe("https://images.example.com/product/7004.jpg");
  });

  test("is listed only under its own kind", async () => {
    await sandbox.data("createImage", { ...UPLOAD, "data[usage_type]": "orderform_favicon" });
    expect(await idsOf("orderform_favicon")).toEqual(["7004"]);
    expect(await idsOf("product")).toEqual(["7001", "7002"]);
  });

  test("is shown in the product that has it", async () => {
    const { image_id, image_url } = await sandbox.data("createImage", UPLOAD);
    await sandbox.data("updateProduct", { product_id: "24680", "data[image_id]": image_id });
    const { product } = await sandbox.data("getProduct", { product_id: "24680" });
    expect(product).toMatchObject({ image_id, image_url });
  });

  test("that was deleted is in no list and no product, and its id is not reused", async () => {
    await sandbox.data("deleteImage", { image_id: "7001" });
    expect(await idsOf("product")).toEqual(["7002"]);
    const { products } = await sandbox.data("listProducts");
    const course = products.find(({ id }: { id: number }) => id === 12345);
    expect(course).toMatchObject({ image_id: "", image_url: "" });
    const { image_id } = await sandbox.data("createImage", UPLOAD);
    await sandbox.data("deleteImage", { image_id });
    expect((await sandbox.data("createImage", UPLOAD)).image_id).toBe(String(Number(image_id) + 1));
  });

  test("that does not exist leaves a product without a picture, but with its id", async () => {
    const args = { "data[name_de]": "Neu", "data[image_id]": "05CZEP6G" };
    const { product_id } = await sandbox.data("createProduct", args);
    const { product } = await sandbox.data("getProduct", { product_id: String(product_id) });
    expect(product).toMatchObject({ image_id: "05CZEP6G", image_url: "" });
  });

  test.each([
    { name: "createImage", args: { "data[name]": "Ohne Bild" }, code: 3 },
    { name: "createImage", args: { ...UPLOAD, "data[name]": "x".repeat(64) }, code: 3 },
    { name: "createImage", args: { ...UPLOAD, "data[usage_type]": "produkt" }, code: 3 },
    { name: "createImage", args: { ...UPLOAD, "data[image-url]": "http://localhost/cover.png" }, code: 3 },
    { name: "createImage", args: { ...UPLOAD, "data[image-url]": "file:///cover.png" }, code: 3 },
    { name: "createImage", args: { name: "Flach", "image-url": "https://files.example.com/a.png" }, code: 3 },
    {
      name: "createImage",
      args: { "data[name]": "Neu", "data[image-url][0]": "https://files.example.com/a.png" },
      code: 3,
    },
    { name: "createImage", args: { "data[name][0]": "Neu", "data[image-url]": UPLOAD["data[image-url]"] }, code: 3 },
    { name: "listImages", args: { usage_type: "produkt" }, code: 3 },
    { name: "getImage", args: { image_id: "7999" }, code: 4 },
    { name: "deleteImage", args: { image_id: "7001.0" }, code: 4 },
  ])("$name with $args is refused", async ({ name, args, code }) => {
    expect(await sandbox.call(name, args as Record<string, string>)).toMatchObject({ result: "error", code });
  });
});
