import { afterAll, describe, expect, test } from "vitest";
import { callTool } from "../../../src/server/call/call-tool.ts";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";
import { createKeyIdentifier } from "../../../src/server/key/key-identity.ts";
import { createDigistore24Client } from "../../../src/server/upstream/digistore24-client.ts";
import { answerOf } from "../../support/answer-of.ts";
import { API_URL, success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const client = createDigistore24Client(API_URL);
const registry = createToolRegistry();
const CALLER = { apiKey: "100001-CALLKEY", key: createKeyIdentifier()("100001-CALLKEY") };
const SETTINGS = { timeoutMs: 10_000, maxResultChars: 60_000, showsSecrets: false, operator: "", watchers: [] };
afterAll(() => client.close());

async function noteOf(name: string, args: object): Promise<unknown> {
  const tool = registry.get(name);
  if (!tool) {
    throw new Error(`no tool ${name}`);
  }
  upstream.answer(() => success({ id: 1 }));
  const call = { tool, args, ...CALLER, requestId: "request-1", surfaceName: "full" };
  const { result } = await callTool(call, { ...SETTINGS, client });
  return answerOf(result)["_note"];
}

describe("a field that the tool itself does not list", () => {
  test.each([
    { name: "updateProduct", id: { product_id: 1 }, field: "name_fr", why: "a text in another language" },
    { name: "updateProduct", id: { product_id: 1 }, field: "optin_text_en", why: "a text described in German only" },
    { name: "PostCopyproduct", id: { product_id: 1 }, field: "is_vat_shown", why: "a field of updateProduct" },
    { name: "PostCopyproduct", id: { product_id: 1 }, field: "name_fr", why: "a text of updateProduct" },
    { name: "PostCreateproduct", id: {}, field: "notify_refund_emails", why: "a field of updateProduct" },
    { name: "PostCreateproduct", id: {}, field: "access_instructions_pl", why: "a text of updateProduct" },
    { name: "updateOrderform", id: { orderform_id: 1 }, field: "tab_text_1_hl", why: "a field of createOrderform" },
    { name: "PostCreateshippingcostpolicy", id: {}, field: "label_fr", why: "a label in another language" },
    { name: "updateShippingCostPolicy", id: { policy_id: 1 }, field: "label_it", why: "a label in another language" },
  ])("is sent without a note if it is $why: $field of $name", async ({ name, id, field }) => {
    expect(String(await noteOf(name, { ...id, data: { name: "x", [field]: "1" } }))).not.toContain(field);
    expect(upstream.requests[0]?.body).toContain(`data%5B${field}%5D=1`);
  });

  test.each([
    { name: "updateProduct", id: { product_id: 1 }, field: "nmae_fr" },
    { name: "updateProduct", id: { product_id: 1 }, field: "name_xx" },
    { name: "PostCopyproduct", id: { product_id: 1 }, field: "is_vat_show" },
    { name: "PostCreateproduct", id: {}, field: "constructor" },
    { name: "PostCreateshippingcostpolicy", id: {}, field: "lable_fr" },
  ])("is named in a note if no description has it: $field of $name", async ({ name, id, field }) => {
    expect(await noteOf(name, { ...id, data: { name_de: "x", [field]: "1" } })).toMatch(
      new RegExp(`^Sent, but not in the description: .*${field}`),
    );
  });
});
