import { describe, expect, test } from "vitest";
import { type ProblemCase, problemsOf, replace } from "./problem-case.ts";

describe("a policy is a problem", () => {
  test.each<ProblemCase>([
    {
      name: "that is missing",
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
      want: ["policy.yaml#/: cannot be read: duplicated mapping key (33:1); check the file name and its YAML"],
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
      name: "without a German title of a function that moves money",
      changes: { "policy.yaml": replace("    title_de: Bestellung stornieren\n", "") },
      want: [
        "policy.yaml#/order-changes/cancelOrder: moves money, but has no title_de; write its title in German, for the page on which people allow it",
      ],
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
      want: ["policy.yaml#/index: is not a valid toolset name; use lower-case words joined by -, but not index"],
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
      name: "that publishes an unreviewed function",
      changes: { "policy.yaml": replace("Create an order, access", "Create an order, reviewed: false, access") },
      want: [
        "policy.yaml#/order-changes/createOrder: is published, yet not reviewed; check its marks and say reviewed: true, or say published: false",
      ],
    },
    {
      name: "that publishes a function without a row in the published table",
      changes: { "policy.yaml": replace("    published: false\n", "") },
      want: [
        "policy.yaml#/order-changes/cancelOrder: is published, but published-tools.json has no row for cancelOrder; say published: false, or add the row if the vendor publishes DeleteCancelorder",
      ],
    },
    {
      name: "with an alias that is a tool",
      changes: { "policy.yaml": replace("Get an order,", "Get an order, aliases: [listOrders],") },
      want: [
        "policy.yaml#/orders/getOrder/aliases/0: listOrders is the tool listOrders already; name another or leave it out",
      ],
    },
    {
      name: "with the tool's own name as an alias",
      changes: { "policy.yaml": replace("Get an order,", "Get an order, aliases: [getOrder, GetGetorder],") },
      want: [
        "policy.yaml#/orders/getOrder/aliases/1: GetGetorder is the tool GetGetorder already; name another or leave it out",
      ],
    },
    {
      name: "with an alias of two tools",
      changes: {
        "policy.yaml": (text) =>
          text
            .replace("Get an order,", "Get an order, aliases: [order],")
            .replace("Create an order,", "Create an order, aliases: [order],"),
      },
      want: [
        "policy.yaml#/orders/getOrder/aliases/0: order is an alias of PostCreateorder already; name another or leave it out",
      ],
    },
    {
      name: "with an alias that agents refuse",
      changes: { "policy.yaml": replace("Get an order,", "Get an order, aliases: [orders.get],") },
      want: [
        "policy.yaml#/orders/getOrder/aliases/0: orders.get is not a name that agents accept; use letters, digits, _ and - (64 at most)",
      ],
    },
    {
      name: "with a default for an argument that does not exist",
      changes: { "policy.yaml": replace("page_size: 50", "page_sise: 50") },
      want: ["policy.yaml#/orders/listOrders/defaults/page_sise: is not an argument of this function; remove it"],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });
});

describe("the published table is a problem", () => {
  test.each<ProblemCase>([
    {
      name: "that is missing",
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
      name: "with a tool whose operation now yields another name",
      changes: { "published-tools.json": replace("GetGetorder", "getOrder") },
      want: [
        "published-tools.json#/1/tool: getOrder is published, but getOrder now yields GetGetorder; give it the operationId getOrder, or keep the name: aliases: [getOrder] at policy.yaml#/orders/getOrder",
      ],
    },
    {
      name: "with a tool whose function is no longer described",
      changes: {
        "openapi.yaml": replace("  /getOrder: { $ref: paths/getOrder.yaml }\n", ""),
        "paths/getOrder.yaml": null,
        "policy.yaml": (text) => text.replace(/ {2}getOrder:\n.*\n/, "").replace("    shown_by: getOrder\n", ""),
      },
      want: [
        "published-tools.json#/1/tool: GetGetorder is published, but no operation with a mark yields it; put getOrder back, take the row out if the vendor has dropped the tool, or keep its name among the aliases of the tool that takes its place",
      ],
    },
    {
      name: "with a tool whose operation is marked as not published",
      changes: { "published-tools.json": replace("PostCreateorder", "DeleteCancelorder") },
      want: [
        "published-tools.json#/2/tool: DeleteCancelorder is published, but policy.yaml#/order-changes/cancelOrder says published: false; say published: true, or take the row out if the vendor has dropped the tool",
      ],
    },
    {
      name: "with a tool whose name is kept as an alias of a tool that is not published",
      changes: {
        "published-tools.json": replace("PostCreateorder", "PostCancelorder"),
        "policy.yaml": replace("    published: false\n", "    published: false\n    aliases: [PostCancelorder]\n"),
      },
      want: [
        "published-tools.json#/2/tool: PostCancelorder is published, but policy.yaml#/order-changes/cancelOrder says published: false; say published: true, or take the row out if the vendor has dropped the tool",
      ],
    },
  ])("$name", async ({ changes, want }) => {
    expect(await problemsOf(changes)).toEqual(want);
  });

  test("with broken JSON over several lines, reported on one line", async () => {
    const [problem, ...others] = await problemsOf({ "published-tools.json": '[\n  { "tool": x }\n]\n' });

    expect(others).toEqual([]);
    expect(problem).toMatch(/^published-tools\.json#\/: cannot be read: .*; check the file and its JSON$/);
  });
});
