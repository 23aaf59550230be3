import { describe, expect, test } from "vitest";
import { createPersonalDataMask, findPlaceholder } from "../../../src/server/call/mask-personal-data.ts";

const KINDS = "name|e-mail|phone|address|form entry";

/** Removes the digits of placeholders, which are different in every run. */
function masked(data: unknown): unknown {
  const text = JSON.stringify(createPersonalDataMask().mask(data));
  return JSON.parse(text.replace(new RegExp(`\\[(${KINDS}) [0-9a-f]{8}\\]`, "g"), "[$1]"));
}

test.each([
  {
    name: "a buyer inside an order",
    given: {
      id: "3VBAJ7NQ",
      buyer: {
        id: 880001,
        address_id: 990001,
        email: "a@example.com",
        first_name: "A",
        title: "Dr.",
        company: "B",
        tax_id: "DE1",
        phone_no: "+49 40 1",
        country: "DE",
        state: "HH",
        salutation: "F",
      },
    },
    want: {
      id: "3VBAJ7NQ",
      buyer: {
        id: 880001,
        address_id: 990001,
        email: "[e-mail]",
        first_name: "[name]",
        title: "[name]",
        company: "[name]",
        tax_id: "[name]",
        phone_no: "[phone]",
        country: "DE",
        state: "HH",
        salutation: "F",
      },
    },
  },
  {
    name: "a delivery address",
    given: { delivery_address: { street: "C 5", street2: "D", street_number: 5, zipcode: 20095, city: "E" } },
    want: {
      delivery_address: {
        street: "[address]",
        street2: "[address]",
        street_number: "[address]",
        zipcode: "[address]",
        city: "[address]",
      },
    },
  },
  {
    name: "the title and name in an object with a first name or an e-mail address",
    given: [
      { email: "a@example.com", title: "Prof.", address: "C 5, 20095 E" },
      { first_name: "A", name: "A B", username: "ab" },
    ],
    want: [
      { email: "[e-mail]", title: "[name]", address: "[address]" },
      { first_name: "[name]", name: "[name]", username: "[name]" },
    ],
  },
  {
    name: "a buyer's entries in a form, under any field name",
    given: {
      form_id: 1,
      purchase_id: "3VBAJ7NQ",
      data: { tshirt: "M", age: 34, consent: "Y", email: "a@example.com", friends: ["A"], more: { hobby: "F" } },
      address: { first_name: "A", country: "DE" },
    },
    want: {
      form_id: 1,
      purchase_id: "3VBAJ7NQ",
      data: {
        tshirt: "[form entry]",
        age: "[form entry]",
        consent: "Y",
        email: "[e-mail]",
        friends: ["[form entry]"],
        more: { hobby: "[form entry]" },
      },
      address: { first_name: "[name]", country: "DE" },
    },
  },
  {
    name: "several values and values in objects under a personal name",
    given: { first_name: ["A", "B"], phone_no: { home: "040 1", country: "DE" } },
    want: { first_name: ["[name]", "[name]"], phone_no: { home: "[phone]", country: "DE" } },
  },
  {
    name: "an e-mail address inside any text",
    given: { note: "Write to a.b+c@mail.example.com, or <X@EXAMPLE.COM>.", comment: "o'brien@bücher.example" },
    want: { note: "Write to [e-mail], or <[e-mail]>.", comment: "[e-mail]" },
  },
  {
    name: "an e-mail address as a key",
    given: { sent: { "a@example.com": 2 } },
    want: { sent: { "[e-mail]": 2 } },
  },
  {
    name: "e-mail addresses in links, however often they are encoded",
    given: [
      "https://example.com/u/a%40example.com/x",
      "https://example.com/?to=a%2Bb%40example.com&next=https%3A%2F%2Fexample.com%3Fmail%3Da%2540example.com%26x",
      "mailto:a@example%2Ecom?subject=x",
    ],
    want: [
      "https://example.com/u/[e-mail]/x",
      "https://example.com/?to=[e-mail]&next=https%3A%2F%2Fexample.com%3Fmail%3D[e-mail]%26x",
      "mailto:[e-mail]?subject=x",
    ],
  },
  {
    name: "buyers' fields in the query of a link",
    given: "https://example.com/p/1?first_name=A+B&buyer%5Bcity%5D=K%C3%B6ln&last_name=O'Neil&a=1&email=x#top",
    want: "https://example.com/p/1?first_name=[name]&buyer%5Bcity%5D=[address]&last_name=[name]&a=1&email=[e-mail]#top",
  },
  {
    name: "arguments",
    given: {
      email: "a@example.com",
      search: { email: "a@", first_name: "A", affiliate_name: "b", product_id: "1" },
      buyer_id: 1,
      data: { first_name: "A", street_name: "C", phone_number: "", title: "Dr." },
      buyer: { last_name: "B", city: "E" },
      address: { name: "A B", city: "E" },
      login_name: "ab",
    },
    want: {
      email: "[e-mail]",
      search: { email: "[e-mail]", first_name: "[name]", affiliate_name: "b", product_id: "1" },
      buyer_id: 1,
      data: { first_name: "[name]", street_name: "[address]", phone_number: "", title: "[name]" },
      buyer: { last_name: "[name]", city: "[address]" },
      address: { name: "[name]", city: "[address]" },
      login_name: "[name]",
    },
  },
  {
    name: "arguments that an agent has misspelled, flattened or sent as JSON text",
    given: {
      firstName: "A",
      "search.email": "a",
      "buyer[zip_code]": "1",
      "Phone-No": "1",
      buyer: '{"name":"A","id":1}',
      placeholders: ' [{"city":"E"}]',
    },
    want: {
      firstName: "[name]",
      "search.email": "[e-mail]",
      "buyer[zip_code]": "[address]",
      "Phone-No": "[phone]",
      buyer: '{"name":"[name]","id":1}',
      placeholders: '[{"city":"[address]"}]',
    },
  },
])("masks $name", ({ given, want }) => {
  expect(masked(given)).toEqual(want);
});

const untouched: { name: string; data: unknown }[] = [
  {
    name: "empty strings, null and flags",
    data: { first_name: "", last_name: null, company: "N", city: " ", email: true },
  },
  {
    name: "ids and amounts",
    data: { id: "3VBAJ7NQ", purchase_id: "3VBAJ7NQ", eticket_id: "20260418000000000017", buyer_id: 1, amount: "19.90" },
  },
  {
    name: "names of products, plans, images, affiliates and the vendor",
    data: {
      user_name: "musterhaus",
      affiliate_name: "partnerin24",
      product_name: "Workbook",
      products: [{ name: "Kurs", name_intern: "K", product_group_name: "Kurse", buyer_type: "consumer" }],
      plan: { name: "19,90 € im Monat" },
      image: { properties: { name: "Cover", alt_tag: "Titel" } },
      buyer_readonly_keys: "email_and_name",
      platform_name: "Club",
    },
  },
  { name: "the place of an event", data: [{ id: 31, name: "Musterhalle", address: "Musterkai 1, 20457 Hamburg" }] },
  { name: "a buyer's product", data: { buyer: { orders: [{ name: "Kurs" }] } } },
  {
    name: "at signs that are not part of an address",
    data: ["a @ b.de", "@media print", "pkg@1.2.3", "@@", "x@localhost", "a%40", "50%"],
  },
  { name: "JSON text without personal data", data: { note: '{ "a" : 1 }', list: "[hidden]", css: "{broken" } },
  { name: "names that every object inherits", data: { constructor: "x", toString: "y", hasOwnProperty: 1 } },
  { name: "values that are not objects", data: [null, 1.5, false, "text"] },
];

test.each(untouched)("leaves $name unchanged", ({ data }) => {
  expect(createPersonalDataMask().mask(data)).toEqual(data);
});

test("leaves the given data unchanged", () => {
  const data = { buyer: { first_name: "A" }, list: ["a@example.com"] };
  createPersonalDataMask().mask(data);
  expect(data).toEqual({ buyer: { first_name: "A" }, list: ["a@example.com"] });
});

test("keeps a member called __proto__ a member", () => {
  const result = createPersonalDataMask().mask(JSON.parse('{"__proto__":{"first_name":"A"}}'));
  expect(JSON.stringify(result)).toMatch(/^\{"__proto__":\{"first_name":"\[name [0-9a-f]{8}\]"\}\}$/);
});

describe("placeholders", () => {
  const { mask } = createPersonalDataMask();
  const placeholder = (data: unknown) => findPlaceholder(mask(data));

  test.each([
    { name: "case and blanks", a: { first_name: "Anna" }, b: { search: { first_name: " ANNA " } } },
    { name: "the format of a phone number", a: { phone_no: "+49 (40) 12-3" }, b: { phone_number: 4940123 } },
    { name: "the place of an e-mail address", a: { email: "A@example.com" }, b: { note: "from a@example.com." } },
    { name: "the encoding of an e-mail address", a: { email: "a+b@example.com" }, b: ["x?m=a%252Bb%2540example.com"] },
    {
      name: "the field that holds an e-mail address",
      a: { email: "a@example.com" },
      b: { login_name: "a@example.com" },
    },
    { name: "a name in or outside a link", a: { last_name: "O'Neil Ü" }, b: "/x?last_name=O'Neil+%C3%9C" },
    { name: "a plus sign in the address of a link", a: { email: "a+b@example.com" }, b: "/x?email=a+b@example.com" },
  ])("are the same whatever $name", ({ a, b }) => {
    expect(placeholder(a)).toMatch(new RegExp(`^\\[(${KINDS}) [0-9a-f]{8}\\]$`));
    expect(placeholder(b)).toBe(placeholder(a));
  });

  test("are different for different values and for the same text of another kind", () => {
    const values = [{ first_name: "Anna" }, { first_name: "Anne" }, { city: "Anna" }].map((data) => placeholder(data));
    const digits = values.map((value) => value?.slice(-9));
    expect(new Set(digits).size).toBe(3);
  });

  test("are different in two masks", () => {
    const data = { first_name: "Anna" };
    expect(createPersonalDataMask().mask(data)).not.toEqual(mask(data));
  });

  test("are not masked again", () => {
    const data = { first_name: "Anna", note: "a@example.com", url: "/?first_name=Anna&email=a%40example.com" };
    expect(mask(mask(data))).toEqual(mask(data));
  });
});

describe("findPlaceholder", () => {
  const { mask } = createPersonalDataMask();

  test.each([
    { name: "in a list deep inside", value: { a: [{ b: ["x", mask({ last_name: "B" })] }] } },
    { name: "inside a text", value: { note: `Dear ${String(mask("a@example.com"))}!` } },
    { name: "as a key", value: mask({ "a@example.com": 1 }) },
    { name: "with several words", value: mask({ form_id: 1, data: { x: "y" } }) },
    { name: "encoded for a URL", value: `/?a=${encodeURIComponent(String(mask("a@example.com")))}` },
    { name: "encoded for a form", value: new URLSearchParams([["a", String(mask("a@example.com"))]]).toString() },
  ])("finds one $name", ({ value }) => {
    expect(findPlaceholder(value)).toMatch(new RegExp(`^(\\[|%5B)(${KINDS})[ %20+]+[0-9a-f]{8}(\\]|%5D)$`));
  });

  test.each([
    "[name]",
    "[hidden]",
    "[phone 12345678",
    "name 5e1f09ab",
    "[name 5e1f09a]",
    "[product 5e1f09ab]",
    "[name: 5e1f09ab]",
  ])("does not find one in %s", (text) => {
    expect(findPlaceholder({ a: [text], [text]: null, b: 1 })).toBeUndefined();
  });
});

describe("long hostile texts", () => {
  const megabyte = (part: string) => part.repeat(Math.ceil(2 ** 20 / part.length));
  // A search that looks back over the same text again and again would need hours and end in the test's time limit.
  test.each(["a", "a@", "@", "%40", "a%40", "%25", "a@a.", "a@a-", "%3D", "?a", "[", '{"a":', " ", "."])(
    "of %s stay unchanged",
    (part) => {
      const text = megabyte(part);
      const result = createPersonalDataMask().mask({ text, [text]: 1 }) as Record<string, unknown>;
      // Not toBe(text): a megabyte would be printed.
      expect([result["text"] === text, result[text], findPlaceholder(result)]).toEqual([true, 1, undefined]);
    },
  );

  test("are searched to the end", () => {
    const text = `${megabyte("a@")}, ${megabyte("x")} b@example.com`;
    expect(createPersonalDataMask().mask(text)).toMatch(/x \[e-mail [0-9a-f]{8}\]$/);
  });

  test("of JSON nested too deeply for the stack are treated as text", () => {
    const nested = `${"[".repeat(50_000)}"a@example.com"${"]".repeat(50_000)}`;
    expect(createPersonalDataMask().mask(nested)).toMatch(/\["\[e-mail [0-9a-f]{8}\]"\]/);
  });
});
