import { describe, expect, test } from "vitest";
import { TOOL_NAME_PATTERN, toolName } from "../../codegen/model/tool-name.ts";

describe("a tool is named", () => {
  test.each([
    { given: ["get", "/listProducts", "listProducts"], want: "listProducts" },
    { given: ["post", "/createProduct", "newProduct"], want: "newProduct" },
    { given: ["post", "/createProduct", undefined], want: "PostCreateproduct" },
    { given: ["get", "/listSmartUpgrades", undefined], want: "GetListsmartupgrades" },
    { given: ["delete", "/deleteBuyUrl", undefined], want: "DeleteDeletebuyurl" },
    { given: ["put", "/updateServiceProofRequest", undefined], want: "PutUpdateserviceproofrequest" },
    { given: ["patch", "/ping", undefined], want: "PatchPing" },
    { given: ["get", "ping", undefined], want: "GetPing" },
    { given: ["get", "/deliverable-types", undefined], want: "GetDeliverable-types" },
    { given: ["get", "/{productId}/legal-requirements", undefined], want: "GetLegal-requirements" },
    { given: ["put", "/products/{productId}/Prices", undefined], want: "PutProducts-prices" },
    { given: ["get", "/{productId}/legal-requirements", "legalRequirements"], want: "legalRequirements" },
    { given: ["get", "/{productId}", undefined], want: "GetProductid" },
  ] as const)("$want for $given", ({ given: [method, path, operationId], want }) => {
    expect(toolName(method, path, operationId)).toBe(want);
  });
});

describe("agents accept as a name", () => {
  test.each([
    { name: "PostCreateproduct", want: true },
    { name: "list-products_2", want: true },
    { name: "a".repeat(64), want: true },
    { name: "a".repeat(65), want: false },
    { name: "", want: false },
    { name: "list products", want: false },
    { name: "products.list", want: false },
    { name: "GetGet/product", want: false },
    { name: "größe", want: false },
  ])("$name: $want", ({ name, want }) => {
    expect(TOOL_NAME_PATTERN.test(name)).toBe(want);
  });
});
