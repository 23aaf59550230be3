import { describe, expect, test } from "vitest";
import type { Narrowing } from "../../../src/server/contract/narrowing.ts";
import { createSurfaces, type SurfaceBounds } from "../../../src/server/contract/surface.ts";
import { createToolRegistry } from "../../../src/server/contract/tool-registry.ts";

const registry = createToolRegistry();

interface Case {
  readonly tool: string;
  readonly bounds?: Partial<SurfaceBounds>;
  readonly asked?: Partial<Narrowing>;
  readonly says: string;
}

/** The fields of a form. */
const fieldTitles = { full: "More", DIGISTORE24_MONEY_TOOLS: "Money", readonly: "Look only", safe: "Safe" };

const CASES: readonly Case[] = [
  {
    tool: "refundPurchase",
    bounds: { servesMoneyTools: false, fieldTitles },
    says: "refundPurchase is switched off. The user can switch on “More” and “Money” in the settings of this extension.",
  },
  {
    tool: "updateProduct",
    bounds: { fieldTitles },
    asked: { isReadOnly: true, isSafe: true, isFromOptions: true },
    says: "updateProduct overwrites or deletes, and this connection is to the safe part, which leaves such tools out. It is available if the user changes “Safe” and “Look only” in the settings of this extension.",
  },
  {
    tool: "updateServiceProofRequest",
    asked: { isWithoutMoney: true },
    says: "updateServiceProofRequest moves money, and this connection leaves such tools out (X-MCP-Money: false). It is available at / and /x/service-proofs of this server, without the header X-MCP-Money.",
  },
  {
    tool: "PostCreatebillingondemand",
    asked: { isSafe: true },
    says: "PostCreatebillingondemand moves money, and this connection is to the safe part, which leaves such tools out. It is available at / and /x/billing of this server.",
  },
  {
    tool: "updateProduct",
    asked: { isSafe: true, isWithoutMoney: true },
    says: "updateProduct overwrites or deletes, and this connection is to the safe part, which leaves such tools out. It is available at / and /x/products of this server.",
  },
  {
    tool: "startRebilling",
    bounds: { surface: "full" },
    asked: { isSafe: true },
    says: "startRebilling is not among the published tools, and this connection is to the safe part, which leaves such tools out. It is available at / and /x/rebilling of this server.",
  },
  {
    tool: "updateProduct",
    asked: { isReadOnly: true },
    says: "updateProduct changes the account, and this connection only reads. It is available at / and /x/products of this server, without the header X-MCP-Readonly.",
  },
  {
    tool: "updateProduct",
    asked: { toolsets: [["vouchers", "billing"]] },
    says: "updateProduct belongs to the toolset products, which this connection does not include. It is available at / and /x/products of this server, without the header X-MCP-Toolsets.",
  },
  {
    tool: "updateProduct",
    asked: { toolsets: [["sales-setup"], ["orders"]] },
    says: "updateProduct belongs to the toolset products, which this connection does not include. It is available at / and /x/products of this server, without the header X-MCP-Toolsets.",
  },
  {
    tool: "updateProduct",
    asked: { tools: ["getVoucher"] },
    says: "updateProduct is not named in X-MCP-Tools. It is available at / and /x/products of this server, without the header X-MCP-Tools.",
  },
  {
    tool: "updateProduct",
    asked: { excludedTools: ["updateProduct"] },
    says: "updateProduct is named in X-MCP-Exclude-Tools. It is available at / and /x/products of this server, without the header X-MCP-Exclude-Tools.",
  },
  {
    tool: "updateProduct",
    asked: { isReadOnly: true, toolsets: [["vouchers"]], tools: ["getVoucher"] },
    says: "updateProduct changes the account, and this connection only reads. It is available at / and /x/products of this server, without the headers X-MCP-Readonly, X-MCP-Toolsets, and X-MCP-Tools.",
  },
  {
    tool: "updateProduct",
    asked: { isReadOnly: true, isSafe: true, toolsets: [["vouchers"]], isFromOptions: true },
    says: "updateProduct overwrites or deletes, and this connection is to the safe part, which leaves such tools out. It is available if this server is started without --safe, --readonly, and --toolsets.",
  },
  {
    tool: "updateProduct",
    asked: { isReadOnly: true, isFromOptions: true },
    says: "updateProduct changes the account, and this connection only reads. It is available if this server is started without --readonly.",
  },
  {
    tool: "PostCreatebillingondemand",
    asked: { isByToken: true, withheld: "money" },
    says: "PostCreatebillingondemand moves money, which the user did not allow when they connected this agent. They can disconnect the agent, connect it again and allow it.",
  },
  {
    tool: "PostCreatebillingondemand",
    asked: { isByToken: true, withheld: "money", isSafe: true },
    says: "PostCreatebillingondemand moves money, and this connection is to the safe part, which leaves such tools out. It is available at /mcp and /mcp/x/billing of this server.",
  },
  {
    tool: "updateProduct",
    asked: { isByToken: true, withheld: "changes", isReadOnly: true },
    says: "updateProduct changes the account, and this connection only reads. It is available at /mcp and /mcp/x/products of this server, without the header X-MCP-Readonly.",
  },
  {
    tool: "PostCreatebillingondemand",
    bounds: { servesMoneyTools: false },
    says: "PostCreatebillingondemand moves money, which the operator of this server has switched off (DIGISTORE24_MONEY_TOOLS).",
  },
  {
    tool: "PostCreatebillingondemand",
    bounds: { servesMoneyTools: false },
    asked: { isSafe: true },
    says: "PostCreatebillingondemand moves money, which the operator of this server has switched off (DIGISTORE24_MONEY_TOOLS).",
  },
  {
    tool: "refundPurchase",
    bounds: { servesMoneyTools: false },
    says: "refundPurchase is only on the surface full, which the operator of this server has not chosen (DIGISTORE24_SURFACE), and moves money, which the operator of this server has switched off (DIGISTORE24_MONEY_TOOLS).",
  },
  {
    tool: "refundPurchase",
    bounds: { servesMoneyTools: false, surface: "full" },
    says: "refundPurchase moves money, which the operator of this server has switched off (DIGISTORE24_MONEY_TOOLS).",
  },
  {
    tool: "unregister",
    bounds: { servesMoneyTools: false },
    says: "unregister handles credentials: the operator has to set DIGISTORE24_SURFACE=full and name it in DIGISTORE24_CREDENTIAL_TOOLS.",
  },
  {
    tool: "unregister",
    bounds: { servesMoneyTools: false, surface: "full" },
    says: "unregister handles credentials: the operator has to name it in DIGISTORE24_CREDENTIAL_TOOLS.",
  },
];

describe("a refusal explains why a tool is missing and where it is available", () => {
  test.each(CASES)("$tool, $bounds, $asked", ({ tool, bounds, asked, says }) => {
    const surfaces = createSurfaces(registry, { surface: "published", credentialTools: [], ...bounds });
    const surface = surfaces.narrow({ isReadOnly: false, toolsets: [], ...asked });
    const known = surfaces.known(tool);
    expect(surface.tools.has(tool)).toBe(false);
    expect(known && surfaces.explainAbsence(known, surface)).toBe(says);
  });
});
