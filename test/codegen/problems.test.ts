import { describe, expect, test } from "vitest";
import { CodegenError } from "../../codegen/codegen-error.ts";
import { generate } from "../../codegen/pipeline.ts";
import { type Changes, inputsIn, withOrders } from "./orders-fixture.ts";

interface Case {
  readonly name: string;
  readonly changes: Changes;
  readonly want: readonly string[];
}

const BODY = "paths/createOrder.yaml#/post/requestBody/content/application~1x-www-form-urlencoded/schema";
const ADDRESS = "../openapi.yaml#/components/schemas/Address";

describe("a reference is a problem", () => {
  test.each<Case>([
    {
      name: "to a file that is not there",
      changes: { "paths/createOrder.yaml": replace(ADDRESS, "nowhere.yaml") },
      want: [
        `${BODY}/properties/data/properties/address: \`$ref\` nowhere.yaml cannot be read: there is no such file; correct the reference or the file`,
      ],
    },
    {
      name: "of a path to a file that is not there",
      changes: { "paths/getOrder.yaml": null },
      want: [
        "openapi.yaml#/paths/~1getOrder: `$ref` paths/getOrder.yaml cannot be read: there is no such file; correct the reference or the file",
      ],
    },
    {
      name: "to a file of broken YAML",
      changes: { "paths/getOrder.yaml": "get: [\n" },
      want: [
        "openapi.yaml#/paths/~1getOrder: `$ref` paths/getOrder.yaml cannot be read: deficient indentation (2:1); correct the reference or the file",
      ],
    },
    {
      name: "to a place that its file does not have",
      changes: { "paths/createOrder.yaml": replace("schemas/Address", "schemas/Adress") },
      want: [
        `${BODY}/properties/data/properties/address: \`$ref\` ../openapi.yaml#/components/schemas/Adress leads nowhere: openapi.yaml has no /components/schemas/Adress; correct the reference`,
      ],
    },
    {
      name: "over the network",
      changes: { "paths/createOrder.yaml": replace(ADDRESS, "https://api.example/address.yaml") },
      want: [
        `${BODY}/properties/data/properties/address: \`$ref\` https://api.example/address.yaml needs the network; keep the file beside the description and refer to it there`,
      ],
    },
    {
      name: "of a schema to itself from inside",
      changes: {
        "openapi.yaml": replace("{ type: string, maxLength: 63 }", '{ $ref: "#/components/schemas/Address" }'),
      },
      want: [
        "openapi.yaml#/components/schemas/Address/properties/street: `$ref` #/components/schemas/Address is part of a cycle; write the schema out to the depth that is needed",
      ],
    },
    {
      name: "that is nothing but itself",
      changes: { "openapi.yaml": (text) => `${text}    Loop: { $ref: "#/components/schemas/Loop" }\n` },
      want: [
        "openapi.yaml#/components/schemas/Loop: `$ref` #/components/schemas/Loop is part of a cycle; write the schema out to the depth that is needed",
      ],
    },
    {
      name: "in a cycle over two files",
      changes: {
        "paths/createOrder.yaml": replace(ADDRESS, "part.yaml"),
        "paths/part.yaml": "type: object\nproperties:\n  whole: { $ref: createOrder.yaml#/post/requestBody }\n",
      },
      want: [
        `${BODY}/properties/data/properties/address: \`$ref\` part.yaml is part of a cycle; write the schema out to the depth that is needed`,
      ],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });

  test("only where it is wrong: one schema may be used many times", async () => {
    const twice = replace("note: { type: string }", `note: { $ref: ${ADDRESS} }`);

    const files = await withOrders({ "paths/createOrder.yaml": twice }, (folder) => generate(inputsIn(folder)));

    expect(files.get("tools/order-changes.ts")?.match(/"Two letters"/g)).toHaveLength(2);
  });
});

describe("a description is a problem", () => {
  test.each<Case>([
    {
      name: "that is absent",
      changes: { "openapi.yaml": null },
      want: ["openapi.yaml#/: cannot be read: there is no such file; check the file name and its YAML"],
    },
    {
      name: "of broken YAML",
      changes: { "openapi.yaml": "paths: [\n" },
      want: ["openapi.yaml#/: cannot be read: deficient indentation (2:1); check the file name and its YAML"],
    },
    {
      name: "that is plain text",
      changes: { "openapi.yaml": "orders\n" },
      want: [
        "openapi.yaml#/: cannot be read: Document must be JSON object, got string; check the file name and its YAML",
      ],
    },
    {
      name: "that is no OpenAPI document",
      changes: { "openapi.yaml": 'swagger: "2.0"\npaths: {}\n' },
      want: ["openapi.yaml#/openapi: no `openapi` key; give an OpenAPI 3.0 or 3.1 document with paths"],
    },
    {
      name: "of a version that nobody has looked at",
      changes: { "openapi.yaml": replace("openapi: 3.0.3", "openapi: 3.2.0") },
      want: ["openapi.yaml#/openapi: openapi 3.2.0; give an OpenAPI 3.0 or 3.1 document with paths"],
    },
    {
      name: "without paths",
      changes: { "openapi.yaml": "openapi: 3.1.0\ninfo: { title: Orders, version: '1' }\n" },
      want: ["openapi.yaml#/openapi: openapi 3.1.0; give an OpenAPI 3.0 or 3.1 document with paths"],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });
});

describe("an operation is a problem", () => {
  test.each<Case>([
    {
      name: "without a mark",
      changes: { "policy.yaml": (text) => text.replace(/ {2}createOrder:\n.*\n/, "") },
      want: [
        "paths/createOrder.yaml#/post: createOrder has no mark; add one to the policy, under its toolset",
        "published-tools.json#/2/tool: no published operation yields PostCreateorder; describe and mark it",
      ],
    },
    {
      name: "without a description",
      changes: { "paths/cancelOrder.yaml": replace("  summary: Cancels an order for good.\n", "") },
      want: ["paths/cancelOrder.yaml#/delete/description: is missing; say what an agent needs to choose this tool"],
    },
    {
      name: "with the tool name of another",
      changes: { "paths/cancelOrder.yaml": replace("summary:", "operationId: listOrders\n  summary:") },
      want: [
        "paths/listOrders.yaml#/get: yields the tool name listOrders, as paths/cancelOrder.yaml#/delete does; give one an operationId",
      ],
    },
    {
      name: "with a tool name that agents refuse",
      changes: { "paths/cancelOrder.yaml": replace("summary:", "operationId: orders.cancel\n  summary:") },
      want: [
        "paths/cancelOrder.yaml#/delete: yields the tool name orders.cancel; agents take letters, digits, _ and - (64 at most)",
      ],
    },
    {
      name: "with a schema outside the rules",
      changes: { "paths/createOrder.yaml": replace("note: { type: string }", "note: { type: string, not: {} }") },
      want: [
        `${BODY}/properties/note/not: keyword \`not\` is not supported in arguments; say it in plain properties or in the description`,
      ],
    },
    {
      name: "with an unsupported body",
      changes: { "paths/createOrder.yaml": replace("application/x-www-form-urlencoded", "text/csv") },
      want: [
        "paths/createOrder.yaml#/post/requestBody/content/text~1csv: a body of text/csv is not supported; describe it as application/x-www-form-urlencoded",
      ],
    },
    {
      name: "with an unsupported parameter",
      changes: { "paths/getOrder.yaml": replace("in: query", "in: header") },
      want: [
        'paths/getOrder.yaml#/get/parameters/0/in: a parameter in "header" is not supported; put it in the query or the form body',
      ],
    },
    {
      name: "with parameters of its whole path",
      changes: {
        "paths/getOrder.yaml": (text) => `${text}parameters:\n  - { name: a, in: query, schema: { type: string } }\n`,
      },
      want: [
        "paths/getOrder.yaml#/parameters: parameters of a whole path are not supported; write them into the operation",
      ],
    },
    {
      name: "at its place inside a file of many paths",
      changes: {
        "openapi.yaml": replace("paths/getOrder.yaml", "paths/all.yaml#/getOrder"),
        "paths/all.yaml": "getOrder:\n  get: { responses: {} }\n",
      },
      want: ["paths/all.yaml#/getOrder/get/description: is missing; say what an agent needs to choose this tool"],
    },
    {
      name: "at its place in the root, where it stands there",
      changes: { "openapi.yaml": replace("{ $ref: paths/getOrder.yaml }", "{ get: { responses: {} } }") },
      want: ["openapi.yaml#/paths/~1getOrder/get/description: is missing; say what an agent needs to choose this tool"],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });
});

describe("a policy is a problem", () => {
  test.each<Case>([
    {
      name: "that is absent",
      changes: { "policy.yaml": null },
      want: [
        "policy.yaml#/: cannot be read: ENOENT: no such file or directory, open 'policy.yaml'; check the file name and its YAML",
      ],
    },
    {
      name: "of broken YAML",
      changes: { "policy.yaml": "orders: [\n" },
      want: ["policy.yaml#/: cannot be read: deficient indentation (2:1); check the file name and its YAML"],
    },
    {
      name: "that names a toolset twice",
      changes: { "policy.yaml": (text) => `${text}orders: {}\n` },
      want: ["policy.yaml#/: cannot be read: duplicated mapping key (28:1); check the file name and its YAML"],
    },
    {
      name: "that marks a function in two toolsets",
      changes: { "policy.yaml": (text) => `${text}more:\n${/ {2}getOrder:\n.*\n/.exec(text)?.[0]}` },
      want: ["policy.yaml#/more/getOrder: is marked a second time (first at policy.yaml#/orders/getOrder); keep one"],
    },
    {
      name: "that is empty",
      changes: { "policy.yaml": "" },
      want: ["policy.yaml#/: Invalid input: expected record, received undefined"],
    },
    {
      name: "with a wrong value",
      changes: { "policy.yaml": replace("money: moves", "money: lots") },
      want: ['policy.yaml#/order-changes/cancelOrder/money: Invalid option: expected one of "none"|"moves"|"affects"'],
    },
    {
      name: "with a mark left out",
      changes: { "policy.yaml": replace("    destructive: true\n", "") },
      want: ["policy.yaml#/order-changes/cancelOrder/destructive: Invalid input: expected boolean, received undefined"],
    },
    {
      name: "with an unknown key",
      changes: { "policy.yaml": replace("timeout_seconds", "timeout") },
      want: ['policy.yaml#/order-changes/cancelOrder: Unrecognized key: "timeout"'],
    },
    {
      name: "with a toolset that would take the place of the index",
      changes: { "policy.yaml": replace("\norders:", "\nindex:") },
      want: ["policy.yaml#/index: is no name of a toolset; use lower-case words joined by -, but not index"],
    },
    {
      name: "with a destructive read",
      changes: {
        "policy.yaml": replace(
          "Get an order, access: read, destructive: false",
          "Get, access: read, destructive: true",
        ),
      },
      want: [
        "policy.yaml#/orders/getOrder: is a read, yet destructive, not idempotent, or with money or mail; make it a write",
      ],
    },
    {
      name: "with a read that moves money",
      changes: { "policy.yaml": (text) => text.replace(/(listOrders:[\s\S]*money: )none/, "$1moves") },
      want: [
        "policy.yaml#/orders/listOrders: is a read, yet destructive, not idempotent, or with money or mail; make it a write",
      ],
    },
    {
      name: "with a mark for an unknown function",
      changes: { "policy.yaml": (text) => text.replaceAll("cancelOrder", "cancelOrders") },
      want: [
        "paths/cancelOrder.yaml#/delete: cancelOrder has no mark; add one to the policy, under its toolset",
        "policy.yaml#/order-changes/cancelOrders: marks cancelOrders, which the description does not have; remove or correct it",
      ],
    },
    {
      name: "whose write is shown by a write",
      changes: { "policy.yaml": replace("shown_by: getOrder", "shown_by: createOrder") },
      want: [
        "policy.yaml#/order-changes/cancelOrder/shown_by: createOrder is not a read of this policy; name one or leave it out",
      ],
    },
    {
      name: "whose write is shown by a function that it does not mark",
      changes: { "policy.yaml": replace("shown_by: getOrder", "shown_by: getOrders") },
      want: [
        "policy.yaml#/order-changes/cancelOrder/shown_by: getOrders is not a read of this policy; name one or leave it out",
      ],
    },
    {
      name: "with a default for no argument",
      changes: { "policy.yaml": replace("page_size: 50", "page_sise: 50") },
      want: ["policy.yaml#/orders/listOrders/defaults/page_sise: is no argument of this function; remove it"],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });
});

describe("the published table is a problem", () => {
  test.each<Case>([
    {
      name: "that is absent",
      changes: { "published-tools.json": null },
      want: [
        "published-tools.json#/: cannot be read: ENOENT: no such file or directory, open 'published-tools.json'; check the file and its JSON",
      ],
    },
    {
      name: "that ends too early",
      changes: { "published-tools.json": "[" },
      want: ["published-tools.json#/: cannot be read: Unexpected end of JSON input; check the file and its JSON"],
    },
    {
      name: "with a row that lacks its tool",
      changes: { "published-tools.json": replace('"tool": "listOrders", ', "") },
      want: ["published-tools.json#/0/tool: Invalid input: expected string, received undefined"],
    },
    {
      name: "with a tool that no operation yields",
      changes: { "published-tools.json": replace("GetGetorder", "getOrder") },
      want: ["published-tools.json#/1/tool: no published operation yields getOrder; describe and mark it"],
    },
    {
      name: "with a tool whose operation is marked as not published",
      changes: { "published-tools.json": replace("PostCreateorder", "DeleteCancelorder") },
      want: ["published-tools.json#/2/tool: no published operation yields DeleteCancelorder; describe and mark it"],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });

  test("with broken JSON over several lines, told on one line", async () => {
    const [problem, ...others] = await problemsOf({ "published-tools.json": '[\n  { "tool": x }\n]\n' });

    expect(others).toEqual([]);
    expect(problem).toMatch(/^published-tools\.json#\/: cannot be read: .*; check the file and its JSON$/);
  });
});

describe("one run shows every problem, sorted by place", () => {
  test("of all three inputs", async () => {
    const found = await problemsOf({
      "published-tools.json": "[",
      "policy.yaml": (text) => text.replace("money: moves", "money: lots").replace("mail: buyer", "mail: all"),
      "openapi.yaml": replace("openapi: 3.0.3", "openapi: 3.2.0"),
    });

    expect(found).toEqual([
      "openapi.yaml#/openapi: openapi 3.2.0; give an OpenAPI 3.0 or 3.1 document with paths",
      'policy.yaml#/order-changes/cancelOrder/mail: Invalid option: expected one of "none"|"buyer"|"unknown"',
      'policy.yaml#/order-changes/cancelOrder/money: Invalid option: expected one of "none"|"moves"|"affects"',
      "published-tools.json#/: cannot be read: Unexpected end of JSON input; check the file and its JSON",
    ]);
  });

  test("of all references", async () => {
    const found = await problemsOf({
      "openapi.yaml": replace("{ type: string, maxLength: 63 }", '{ $ref: "#/components/schemas/Address" }'),
      "paths/cancelOrder.yaml": replace("schema: { type: string }", "schema: { $ref: id.yaml }"),
      "paths/getOrder.yaml": replace("schema: { type: string }", 'schema: { $ref: "#/id" }'),
    });

    expect(found).toEqual([
      "openapi.yaml#/components/schemas/Address/properties/street: `$ref` #/components/schemas/Address is part of a cycle; write the schema out to the depth that is needed",
      "paths/cancelOrder.yaml#/delete/parameters/0/schema: `$ref` id.yaml cannot be read: there is no such file; correct the reference or the file",
      "paths/getOrder.yaml#/get/parameters/0/schema: `$ref` #/id leads nowhere: paths/getOrder.yaml has no /id; correct the reference",
    ]);
  });

  test("of all operations, marks and published tools", async () => {
    const found = await problemsOf({
      "published-tools.json": replace("GetGetorder", "getOrder"),
      "policy.yaml": (text) => text.replaceAll("cancelOrder", "cancelOrders").replace("page_size", "size"),
      "paths/getOrder.yaml": (text) => text.replace("in: query", "in: path").replace("type: string", "type: text"),
      "paths/createOrder.yaml": replace("required: [address]", "required: [adress]"),
    });

    expect(found).toEqual([
      "paths/cancelOrder.yaml#/delete: cancelOrder has no mark; add one to the policy, under its toolset",
      `${BODY}/properties/data/required: requires \`adress\`, which is not among the properties`,
      'paths/getOrder.yaml#/get/parameters/0/in: a parameter in "path" is not supported; put it in the query or the form body',
      'paths/getOrder.yaml#/get/parameters/0/schema/type: type is "text"; give one of object, array, string, integer, number, boolean',
      "policy.yaml#/order-changes/cancelOrders: marks cancelOrders, which the description does not have; remove or correct it",
      "policy.yaml#/orders/listOrders/defaults/size: is no argument of this function; remove it",
      "published-tools.json#/1/tool: no published operation yields getOrder; describe and mark it",
    ]);
  });
});

describe("what the vendor's description gets wrong is no problem", () => {
  test.each<Omit<Case, "want">>([
    {
      name: "stray keys beside the method",
      changes: { "paths/getOrder.yaml": (text) => `${text}components:\n  schemas: { Stray: { type: banana } }\n` },
    },
    {
      name: "an empty object for an empty list of parameters",
      changes: { "paths/createOrder.yaml": replace("  requestBody:", "  parameters: {}\n  requestBody:") },
    },
    {
      name: "a security scheme that nobody defines",
      changes: { "paths/getOrder.yaml": replace("get:\n", "get:\n  security: [{ api_key: [] }]\n") },
    },
  ])("$name", async ({ changes }) => {
    const [plain, changed] = await Promise.all([tools({}), tools(changes)]);

    expect(plain).toHaveLength(3);
    expect(changed).toEqual(plain);
  });
});

function replace(from: string, to: string): (text: string) => string {
  return (text) => text.replace(from, to);
}

/** The problems that a changed fixture yields, without the temporary folder. */
async function problemsOf(changes: Changes): Promise<string[]> {
  return withOrders(changes, async (folder) => {
    const outcome = await generate(inputsIn(folder)).catch((error: unknown) => error);
    if (!(outcome instanceof CodegenError)) {
      throw outcome instanceof Error ? outcome : new Error("generated without a problem");
    }
    return outcome.message.replaceAll(`${folder}/`, "").split("\n");
  });
}

async function tools(changes: Changes): Promise<[string, string][]> {
  const files = await withOrders(changes, (folder) => generate(inputsIn(folder)));
  return [...files].filter(([file]) => file.startsWith("tools/"));
}
