import { describe, expect, test } from "vitest";
import { openSandbox, type WireArguments } from "../sandbox-client.ts";

describe("products", () => {
  test("12345 and 67890 exist with the names and plans of the examples", async () => {
    const { data } = openSandbox();
    const { product } = await data("getProduct", { product_id: "12345" });
    expect(product).toMatchObject({
      id: 12345,
      name: "Online-Kurs Zeitmanagement",
      product_group_name: "Kurse",
      is_active: "Y",
      affiliate_commission: "40.00",
      image_url: "https://images.example.com/product/7001.png",
    });
    const { products } = await data("listProducts");
    expect(products.map(({ id }: { id: number }) => id)).toEqual([67890, 12345, 13579, 24680]);
  });

  test("have a name and a description in every language that order forms are written in", async () => {
    const { products } = await openSandbox().data("listProducts");
    expect(products).toHaveLength(4);
    const languages = ["de", "en", "es", "fr", "pt", "pl", "it", "nl", "sl"];
    for (const product of products) {
      for (const text of ["name", "description"]) {
        const texts = languages.map((language) => product[`${text}_${language}`]);
        expect(new Set(texts).size, `${product.id} ${text}`).toBe(languages.length);
        expect(texts.every((one) => one.length > 10 && (text !== "name" || one.length <= 63))).toBe(true);
      }
      expect([product.name, product.description]).toEqual([product.name_de, product.description_de]);
    }
  });

  test("are named in their own language", async () => {
    const { data } = openSandbox();
    const read = async () => (await data("getProduct", { product_id: "13579" })).product;
    await data("updateProduct", { product_id: "13579", "data[language]": "sl" });
    expect(await read()).toMatchObject({ name: "Praktični dan v Hamburgu", name_de: "Praxistag Hamburg" });
    await data("updateProduct", { product_id: "13579", "data[name_sl]": "" });
    expect((await read()).name).toBe("Praxistag Hamburg");
  });

  test("a created product is shown by get and list, with defaults for missing values", async () => {
    const { data } = openSandbox();
    const args = { "data[name_de]": "Neu", "data[product_group_id]": "501", "data[is_active]": "false" };
    const { product_id } = await data("createProduct", args);
    const { product } = await data("getProduct", { product_id: String(product_id) });
    expect(product).toMatchObject({ name: "Neu", product_group_name: "Kurse", is_active: "N", currency: "EUR" });
    expect(product.created_at).toBe("2026-03-16 10:15:00");
    expect(product.approval_status_list).toMatchObject([{ reseller_id: 1, approval_status: "new" }]);
    const { products } = await data("listProducts");
    expect(products).toContainEqual(product);
  });

  test("are listed by name, or by group and name", async () => {
    const { data } = openSandbox();
    await data("createProduct", { "data[name_de]": "Aller Anfang", "data[product_group_id]": "502" });
    const names = async (sort_by: string) =>
      (await data("listProducts", { sort_by })).products.map(({ name }: { name: string }) => name.slice(0, 6));
    expect(await names("name")).toEqual(["Aller ", "Mitgli", "Online", "Praxis", "Workbo"]);
    expect(await names("group")).toEqual(["Workbo", "Online", "Praxis", "Aller ", "Mitgli"]);
  });

  test("an update changes only the fields that it names, and an empty text clears a field", async () => {
    const { data } = openSandbox();
    const before = (await data("getProduct", { product_id: "12345" })).product;
    const args = { product_id: "12345", "data[salespage_url]": "", "data[name_de]": "Anders" };
    expect(await data("updateProduct", args)).toEqual({ modified: "Y" });
    const { product } = await data("getProduct", { product_id: "12345" });
    const changed = { salespage_url: "", name: "Anders", name_de: "Anders", modified_at: "2026-03-16 10:15:00" };
    expect(product).toEqual({ ...before, ...changed });
    expect(await data("updateProduct", args)).toEqual({ modified: "N" });
  });

  test("a note is truncated at 47 characters silently", async () => {
    const { data } = openSandbox();
    await data("updateProduct", { product_id: "12345", "data[note]": "n".repeat(60) });
    expect((await data("getProduct", { product_id: "12345" })).product.note).toHaveLength(47);
  });

  test.each([
    [{ "data[approval_status]": "pending" }, [[1, "pending"]]],
    [
      { "data[approval_status]": "2:pending" },
      [
        [1, "approved"],
        [2, "pending"],
      ],
    ],
    [
      { "data[approval_status][3]": "pending" },
      [
        [1, "approved"],
        [3, "pending"],
      ],
    ],
  ])("approval can be asked for with %j", async (args, want) => {
    const { data } = openSandbox();
    expect(await data("updateProduct", { product_id: "12345", ...args })).toEqual({ modified: "Y" });
    const { product } = await data("getProduct", { product_id: "12345" });
    type Entry = { reseller_id: number; approval_status: string };
    const seen = product.approval_status_list.map((entry: Entry) => [entry.reseller_id, entry.approval_status]);
    expect(seen).toEqual(want);
  });

  test("a copy has the original's settings and those of the call, has no plans, and is independent of the original", async () => {
    const { data } = openSandbox();
    const args = { product_id: "12345", "data[name_de]": "Webinar October", "data[is_active]": "N" };
    const { product_id } = await data("copyProduct", args);
    expect(product_id).not.toBe(12345);
    const { product } = await data("getProduct", { product_id: String(product_id) });
    expect(product).toMatchObject({
      name: "Webinar October",
      is_active: "N",
      salespage_url: "https://www.example.com/zeitmanagement",
      approval_status_list: [{ approval_status: "new" }],
    });
    expect(await data("listPaymentPlans", { product_id: String(product_id) })).toEqual([]);
    await data("createPaymentplan", { product_id: String(product_id), "data[first_amount]": "89.99" });
    expect((await data("listPaymentPlans", { product_id: "12345" }))[0].first_amount).toBe("199.00");
    expect((await data("getProduct", { product_id: "12345" })).product.name).toBe("Online-Kurs Zeitmanagement");
    expect((await data("listProducts")).products).toHaveLength(5);
  });

  test("an unsold product can be deleted with its plans; a sold one cannot", async () => {
    const { data, call } = openSandbox();
    const { product_id } = await data("copyProduct", { product_id: "12345", "data[name_de]": "Kopie" });
    const id = String(product_id);
    const plan = await data("createPaymentplan", { product_id: id, "data[first_amount]": "89.99" });
    expect(await data("deleteProduct", { product_id: id })).toEqual([]);
    expect(await call("getProduct", { product_id: id })).toMatchObject({ code: 4 });
    expect(await call("deletePaymentplan", { paymentplan_id: String(plan.paymentplan_id) })).toMatchObject({ code: 4 });
    expect((await data("listProducts")).products).toHaveLength(4);
    expect(await call("deleteProduct", { product_id: "12345" })).toMatchObject({ result: "error", code: 3 });
    const next = await data("createProduct", { "data[name_de]": "Nächstes" });
    expect(next.product_id).not.toBe(product_id);
  });

  test("a deleted product is no longer offered anywhere", async () => {
    const { call, data } = openSandbox();
    const { product_id } = await data("createProduct", { "data[name_de]": "Kurz" });
    const id = String(product_id);
    await data("updateUpsells", { product_id: "67890", "data[y]": "12345", "data[yy]": id });
    await data("updateUpsells", { product_id: id, "data[y]": "12345" });
    await data("createBuyUrl", { product_id: id });
    await data("createUpgrade", { name: "Hin", to_product_id: id });
    await data("createUpgrade", { name: "Weg", to_product_id: "67890", upgrade_from: `${id},12345` });
    await data("deleteProduct", { product_id: id });
    expect((await data("getUpsells", { product_id: "67890" })).upsells).toEqual({ y: 12345 });
    expect(await call("getUpsells", { product_id: id })).toMatchObject({ code: 4 });
    const links: { readonly product_id: number }[] = (await data("listBuyUrls")).items;
    expect(links.map((link) => link.product_id)).not.toContain(product_id);
    const { upgrades } = await data("listUpgrades");
    expect(upgrades.map(({ name }: { name: string }) => name)).not.toContain("Hin");
    expect(upgrades.at(-1)).toMatchObject({ name: "Weg", upgrade_types: { 12345: "upgrade" } });
  });

  test.each([
    ["product_type_id", "Produkttyp"],
    ["product_group_id", "Produktgruppe"],
    ["orderform_id", "Bestellformular"],
  ])("%s must name an existing record", async (name, kind) => {
    const { call } = openSandbox();
    const changes: WireArguments = { [`data[${name}]`]: "999" };
    const refusal = { code: 4, message: `${kind} nicht gefunden: 999` };
    expect(await call("updateProduct", { product_id: "12345", ...changes })).toMatchObject(refusal);
    expect(await call("copyProduct", { product_id: "12345", ...changes })).toMatchObject(refusal);
    expect(await call("createProduct", { "data[name_de]": "Neu", ...changes })).toMatchObject(refusal);
  });

  test("types are a bare list with their categories", async () => {
    const { data } = openSandbox();
    expect(await data("listProductTypes")).toContainEqual({ id: 38, name: "Online-Kurs", category: "digital" });
  });
});

describe("payment plans", () => {
  test("a created plan is in the list, with its amounts as text", async () => {
    const { data } = openSandbox();
    const args = {
      product_id: "67890",
      "data[first_amount]": "19",
      "data[other_amounts]": "9.5",
      "data[number_of_installments]": "0",
      "data[first_billing_interval]": "12_month",
      "data[other_billing_intervals]": "12_month",
      "data[cancel_policy]": "12m_3m",
    };
    const { is_valid, paymentplan_id, plan } = await data("createPaymentplan", args);
    expect(is_valid).toBe("Y");
    expect(plan).toMatchObject({
      id: paymentplan_id,
      product_id: 67890,
      name: "19,00 €, danach 9,50 € im Jahr",
      first_amount: "19.00",
      other_amounts: "9.50",
      number_of_installments: 0,
      cancel_policy: "12m_3m",
      is_active: "Y",
      position: 20,
    });
    expect(await data("listPaymentPlans", { product_id: "67890" })).toContainEqual(plan);
  });

  test("an update says whether it changed anything, and an empty text clears a field", async () => {
    const { data } = openSandbox();
    const update = (args: Record<string, string>) => data("updatePaymentplan", { paymentplan_id: "90006", ...args });
    expect(await update({ "data[is_active]": "no" })).toEqual({ is_modified: "Y" });
    expect(await update({ "data[is_active]": "no" })).toEqual({ is_modified: "N" });
    expect(await update({ "data[cancel_policy]": "6m_0" })).toEqual({ is_modified: "Y" });
    expect(await update({ "data[cancel_policy]": "" })).toEqual({ is_modified: "Y" });
    const plans = await data("listPaymentPlans", { product_id: "12345" });
    expect(plans[2]).toMatchObject({ id: 90006, is_active: "N", cancel_policy: null });
  });

  test("a deleted plan is gone", async () => {
    const { data, call } = openSandbox();
    expect(await data("deletePaymentplan", { paymentplan_id: "90002" })).toEqual([]);
    expect(await data("listPaymentPlans", { product_id: "12345" })).toHaveLength(2);
    expect(await call("deletePaymentplan", { paymentplan_id: "90002" })).toMatchObject({ code: 4 });
  });
});
