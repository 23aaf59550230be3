import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { exampleAnswers } from "../../../src/generated/example-answers.ts";
import { createPersonalDataMask, findPlaceholder } from "../../../src/server/call/mask-personal-data.ts";

/** Personal data in the example answers, found by reading them: whole values ... */
const BUYERS = new Set<unknown>([
  ...["Erika", "Beispiel", "Beispielweg 7", "Beispielweg", "20095", "Hamburg", "erika.beispiel@example.com"],
  ...["Jonas", "Muster", "Musterplatz 3", "Musterplatz", "1010", "Wien", "jonas.muster@example.com"],
  ...["Lena", "Probe", "Probegasse 5", "3011", "Bern", "lena.probe@example.com"],
]);
/** ... and parts of longer ones, where "Hamburg" and "Muster" also belong to an event. */
const TRACES = /@|%40|erika|beispiel|jonas|musterplatz|lena|probe|gasse/i;
/** Fields that have to stay byte for byte. */
const SURELY_LEFT =
  /^(?:id|.*_id|.*amount|product_name|main_product_name|currency|country|state|.*_at|affiliate_name)$/;

describe("in the example answers", () => {
  const { mask } = createPersonalDataMask();
  const leaves = (value: unknown, path = ""): [string, unknown][] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, member]) => leaves(member, `${path}/${key}`))
      : [[path, value]];

  const isBuyers = ([, value]: [string, unknown]) => BUYERS.has(value) || TRACES.test(String(value));

  test("every listed value of a buyer occurs", () => {
    const values = new Set(leaves(exampleAnswers).map(([, value]) => value));
    expect([...BUYERS].filter((value) => !values.has(value))).toEqual([]);
  });

  test.each(Object.entries(exampleAnswers))("%s loses every buyer's data and keeps everything else", (_, answer) => {
    const after = mask(answer);
    expect(leaves(after).filter(isBuyers)).toEqual([]);
    expect(leaves(after).map(([path]) => path)).toEqual(leaves(answer).map(([path]) => path));
    const isLeft = ([path]: [string, unknown]) => SURELY_LEFT.test(path.slice(path.lastIndexOf("/") + 1));
    expect(leaves(after).filter(isLeft)).toEqual(leaves(answer).filter(isLeft));
  });

  test("only buyers' fields change", () => {
    const before = new Map(leaves(exampleAnswers));
    const changed = leaves(mask(exampleAnswers)).filter(([path, value]) => before.get(path) !== value);
    const names = new Set(changed.map(([path]) => path.slice(path.lastIndexOf("/") + 1)));
    expect([...names].sort()).toEqual([
      "city",
      "email",
      "first_name",
      "last_name",
      "street",
      "street_name",
      "street_number",
      "tshirt",
      "zipcode",
    ]);
  });

  test("a buyer has the same placeholders in two functions", () => {
    const dataOf = (name: string) => (mask(exampleAnswers[name]) as { data: Record<string, unknown> }).data;
    const { email, first_name, last_name, city } = dataOf("getBuyer")["buyer"] as Record<string, unknown>;
    expect(findPlaceholder(email)).toBe(email);
    expect(dataOf("getPurchase")["buyer"]).toMatchObject({ email, first_name, last_name, city });
    expect(dataOf("getEticket")["eticket"]).toMatchObject({ email, first_name, last_name });
  });
});

/** Fields of the description that hold a buyer's data; `address` and `title` only if a person is described. */
const MASKED = {
  name: ["first_name", "last_name", "title", "company", "tax_id", "login_name"],
  "e-mail": ["email"],
  phone: ["phone_no", "phone_number"],
  address: ["address", "street", "street2", "street_name", "street_number", "zipcode", "city"],
};
/** Fields with similar names that stay, because of their meaning in the description. */
const LEFT = [
  ...["address_id", "buyer_address_id", "ipn_config_id", "ipn_id", "owner_id", "user_id", "same_address_as"],
  ...["country_name", "salutation", "delivery_address", "login_at", "login_url", "ipn_url"],
  // Accounts of the vendor, of affiliates and of Digistore24.
  ...["user_name", "affiliate_name", "customer_affiliate_name", "invalid_affiliate_name", "referrer_name"],
  ...["reseller_name", "eticket_owners"],
  // Things that are sold, and what belongs to them.
  ...["name", "name_de", "name_en", "name_es", "name_intern", "product_name", "main_product_name", "to_product_name"],
  ...["product_group_name", "product_type_name", "variant_name", "platform_name", "file_name", "filename"],
  // Settings and flags.
  ...["can_read_mail_history", "do_ask_for_company_by_default", "has_addr_salutation", "is_address_input_mandatory"],
  ...["is_name_shown_on_bank_statement", "is_phone_no_input_shown", "is_phone_no_mandatory", "is_siteowner_active"],
  ...["is_title_input_shown", "notify_via_email", "notify_affiliate_emails", "notify_chargeback_emails"],
  ...["notify_missed_payment_emails", "notify_payment_emails", "notify_rebilling_payment_emails"],
  ...["notify_rebilling_start_stop_emails", "notify_refund_emails"],
];

describe("the fields of the description", () => {
  const suspects =
    /name|mail|street|city|zip|post|phone|mobile|fax|company|tax_id|vat_(?:id|no)|title|address|salut|login|user|birth|person|owner|recipient|contact|^ip/;
  const files = ["openapi/openapi.yaml", ...readdirSync("openapi/paths").map((file) => `openapi/paths/${file}`)];

  test("are all classified if they may be personal", () => {
    const names = new Set(files.flatMap((file) => fieldNames(parse(readFileSync(file, "utf8")))));
    const decided = new Set([...Object.values(MASKED).flat(), ...LEFT]);
    expect([...names].filter((name) => suspects.test(name)).sort()).toEqual([...decided].sort());
  });

  test.each(Object.entries(MASKED))("with a buyer's %s are masked", (kind, names) => {
    for (const name of names) {
      const masked = createPersonalDataMask().mask({ buyer: { [name]: "x" } });
      expect(findPlaceholder(masked), name).toContain(`[${kind} `);
    }
  });

  test("that are not personal stay if no person is described", () => {
    const data = Object.fromEntries(LEFT.map((name) => [name, "x"]));
    expect(createPersonalDataMask().mask(data)).toEqual(data);
  });
});

function fieldNames(node: unknown): string[] {
  if (typeof node !== "object" || node === null) {
    return [];
  }
  return Object.entries(node).flatMap(([key, value]) => [
    ...(key === "properties" && typeof value === "object" ? Object.keys(value) : []),
    ...(key === "name" && typeof value === "string" && "in" in node ? [value] : []),
    ...(key === "example" ? [] : fieldNames(value)),
  ]);
}
