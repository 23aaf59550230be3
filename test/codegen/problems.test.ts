import { describe, expect, test } from "vitest";
import { generate } from "../../codegen/pipeline.ts";
import { type Changes, inputsIn, withOrders } from "./orders-fixture.ts";
import { type ProblemCase, problemsOf, replace } from "./problem-case.ts";

const BODY = "paths/createOrder.yaml#/post/requestBody/content/application~1x-www-form-urlencoded/schema";
const ADDRESS = "../openapi.yaml#/components/schemas/Address";

describe("a file next to the functions is a problem", () => {
  const FUNCTION = "get: { responses: {} }\n";

  test.each<ProblemCase>([
    {
      name: "that nothing refers to",
      changes: { "paths/returnOrder.yaml": FUNCTION },
      want: [
        "paths/returnOrder.yaml#/: nothing refers to it; add `/returnOrder: { $ref: paths/returnOrder.yaml }` to the paths of openapi.yaml, or remove the file",
      ],
    },
    {
      name: "whose line in the root is gone",
      changes: {
        "openapi.yaml": replace("  /cancelOrder: { $ref: paths/cancelOrder.yaml }\n", ""),
        "paths/returnOrder.yml": FUNCTION,
      },
      want: [
        "paths/cancelOrder.yaml#/: nothing refers to it; add `/cancelOrder: { $ref: paths/cancelOrder.yaml }` to the paths of openapi.yaml, or remove the file",
        "paths/returnOrder.yml#/: nothing refers to it; add `/returnOrder: { $ref: paths/returnOrder.yml }` to the paths of openapi.yaml, or remove the file",
      ],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });

  test("unless it is a text for people, or another file refers to it", async () => {
    await withOrders(
      {
        "paths/notes.md": "Where these come from.\n",
        "paths/address.yaml": "type: object\nproperties: { street: { type: string } }\n",
        "paths/createOrder.yaml": replace(ADDRESS, "address.yaml"),
      },
      async (folder) => {
        expect((await generate(inputsIn(folder))).size).toBeGreaterThan(0);
      },
    );
  });
});

describe("a reference is a problem", () => {
  test.each<ProblemCase>([
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
      name: "with a percent sign that encodes nothing",
      changes: { "paths/createOrder.yaml": replace("schemas/Address", "schemas/Address%") },
      want: [
        `${BODY}/properties/data/properties/address: \`$ref\` ../openapi.yaml#/components/schemas/Address% has a % that encodes nothing; rename what it refers to, without the percent sign`,
      ],
    },
    {
      name: "to a file with a percent sign that encodes nothing",
      changes: { "paths/50%.yaml": "type: string\n", "paths/createOrder.yaml": replace(ADDRESS, "50%.yaml") },
      want: [
        `${BODY}/properties/data/properties/address: \`$ref\` 50%.yaml has a % that encodes nothing; rename what it refers to, without the percent sign`,
      ],
    },
    {
      name: "to a file with a percent sign in its name",
      changes: { "paths/a%20b.yaml": "type: string\n", "paths/createOrder.yaml": replace(ADDRESS, "a%20b.yaml") },
      want: [
        `${BODY}/properties/data/properties/address: \`$ref\` a%20b.yaml has a percent sign in the file name, which is not decoded; write the name as it is, and rename a file that has one`,
      ],
    },
    {
      name: "with percent signs that encode half a character",
      changes: { "paths/createOrder.yaml": replace("schemas/Address", "schemas/%C3") },
      want: [
        `${BODY}/properties/data/properties/address: \`$ref\` ../openapi.yaml#/components/schemas/%C3 has a % that encodes nothing; rename what it refers to, without the percent sign`,
      ],
    },
    {
      name: "to a name with a percent sign",
      changes: {
        "openapi.yaml": replace("    Address:", '    "A%B":'),
        "paths/createOrder.yaml": replace("schemas/Address", "schemas/A%25B"),
      },
      want: [
        `${BODY}/properties/data/properties/address: \`$ref\` ../openapi.yaml#/components/schemas/A%25B refers to a name with a percent sign, which the types cannot be generated from; rename it`,
      ],
    },
    {
      name: "over the network",
      changes: { "paths/createOrder.yaml": replace(ADDRESS, "https://api.example/address.yaml") },
      want: [
        `${BODY}/properties/data/properties/address: \`$ref\` https://api.example/address.yaml needs the network; keep the file next to the description and refer to it there`,
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
      name: "that refers to itself",
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

  test("only if it is wrong: one schema may be used many times", async () => {
    const twice = replace("note: { type: string }", `note: { $ref: ${ADDRESS} }`);

    const files = await withOrders({ "paths/createOrder.yaml": twice }, (folder) => generate(inputsIn(folder)));

    expect(files.get("tools/order-changes.ts")?.match(/"Two letters"/g)).toHaveLength(2);
  });
});

describe("a description is a problem", () => {
  test.each<ProblemCase>([
    {
      name: "that is missing",
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
      name: "that is not an OpenAPI document",
      changes: { "openapi.yaml": 'swagger: "2.0"\npaths: {}\n' },
      want: ["openapi.yaml#/openapi: no `openapi` key; give an OpenAPI 3.0 or 3.1 document with paths"],
    },
    {
      name: "of an unknown version",
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
  test.each<ProblemCase>([
    {
      name: "without a mark",
      changes: { "policy.yaml": (text) => text.replace(/ {2}createOrder:\n.*\n/, "") },
      want: [
        "paths/createOrder.yaml#/post: createOrder has no mark; add one to the policy, under its toolset",
        "published-tools.json#/2/tool: PostCreateorder is published, but no operation with a mark yields it; put createOrder back, take the row out if the vendor has dropped the tool, or keep its name among the aliases of the tool that takes its place",
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
      name: "whose path names a parameter that it does not describe",
      changes: {
        "openapi.yaml": replace("  /cancelOrder:", '  "/{shopId}/cancelOrder":'),
        "policy.yaml": replace("  cancelOrder:", '  "{shopId}/cancelOrder":'),
      },
      want: ["paths/cancelOrder.yaml#/delete/parameters: do not describe {shopId} of the path; add it, in: path"],
    },
    {
      name: "whose path parameter cannot be part of a path",
      changes: {
        "openapi.yaml": replace("  /cancelOrder:", '  "/{order_id}/cancelOrder":'),
        "policy.yaml": replace("  cancelOrder:", '  "{order_id}/cancelOrder":'),
        "paths/cancelOrder.yaml": (text) => text.replace("in: query", "in: path").replace("string", "boolean"),
      },
      want: ["paths/cancelOrder.yaml#/delete/parameters/0/schema: cannot be part of a path; make it text or a number"],
    },
    ...["/orders/{order_id}.json", "/orders//cancel", "/../cancel", "/orders/{order id}"].map((path) => ({
      name: `with the path ${path}`,
      changes: {
        "openapi.yaml": replace("  /cancelOrder:", `  "${path}":`),
        "policy.yaml": replace("  cancelOrder:", `  "${path.slice(1)}":`),
        "paths/cancelOrder.yaml": replace("summary:", "operationId: cancel\n  summary:"),
      },
      want: [
        `paths/cancelOrder.yaml#/delete: the path ${path} is not supported; every part of it must be plain text or one {parameter}`,
      ],
    })),
    {
      name: "under a path that has another method already",
      changes: {
        "paths/cancelOrder.yaml": (text) =>
          `${text}put:\n  description: Changes it.\n  responses: { "200": { description: Done } }\n`,
      },
      want: [
        "paths/cancelOrder.yaml#/delete: is the same call as paths/cancelOrder.yaml#/put, whatever its method; describe one of them",
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
      name: "whose place is inside a file of many paths",
      changes: {
        "openapi.yaml": replace("paths/getOrder.yaml", "paths/all.yaml#/getOrder"),
        "paths/getOrder.yaml": null,
        "paths/all.yaml": "getOrder:\n  get: { responses: {} }\n",
      },
      want: ["paths/all.yaml#/getOrder/get/description: is missing; say what an agent needs to choose this tool"],
    },
    {
      name: "whose place is the root, if it is described there",
      changes: {
        "openapi.yaml": replace("{ $ref: paths/getOrder.yaml }", "{ get: { responses: {} } }"),
        "paths/getOrder.yaml": null,
      },
      want: ["openapi.yaml#/paths/~1getOrder/get/description: is missing; say what an agent needs to choose this tool"],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
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
      "paths/getOrder.yaml#/get/parameters/0/in: the path has no {order_id}; put it in the query or the form body",
      'paths/getOrder.yaml#/get/parameters/0/schema/type: type is "text"; give one of object, array, string, integer, number, boolean',
      "policy.yaml#/order-changes/cancelOrders: marks cancelOrders, which the description does not have; remove or correct it",
      "policy.yaml#/orders/listOrders/defaults/size: is not an argument of this function; remove it",
      "published-tools.json#/1/tool: getOrder is published, but getOrder now yields GetGetorder; give it the operationId getOrder, or keep the name: aliases: [getOrder] at policy.yaml#/orders/getOrder",
    ]);
  });
});

describe("a mistake that the vendor's description makes is not a problem", () => {
  test.each<Omit<ProblemCase, "want">>([
    {
      name: "stray keys next to the method",
      changes: { "paths/getOrder.yaml": (text) => `${text}components:\n  schemas: { Stray: { type: banana } }\n` },
    },
    {
      name: "an empty object for an empty list of parameters",
      changes: { "paths/createOrder.yaml": replace("  requestBody:", "  parameters: {}\n  requestBody:") },
    },
    {
      name: "an undefined security scheme",
      changes: { "paths/getOrder.yaml": replace("get:\n", "get:\n  security: [{ api_key: [] }]\n") },
    },
  ])("$name", async ({ changes }) => {
    const [plain, changed] = await Promise.all([tools({}), tools(changes)]);

    expect(plain).toHaveLength(3);
    expect(changed).toEqual(plain);
  });
});

async function tools(changes: Changes): Promise<[string, string][]> {
  const files = await withOrders(changes, (folder) => generate(inputsIn(folder)));
  return [...files].filter(([file]) => file.startsWith("tools/"));
}
