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

const CASES: readonly Case[] = [
  {
    tool: "updateServiceProofRequest",
    asked: { isWithoutMoney: true },
    says: "updateServiceProofRequest moves money, and this connection leaves such tools out (X-MCP-Money: false). It is available at / and /x/service-proofs of this server.",
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
    says: "updateProduct is not on this surface (published, read-only). It is available at / and /x/products of this server.",
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
    says: "unregister handles credentials: the operator has to choose the surface full and name it in DIGISTORE24_CREDENTIAL_TOOLS.",
  },
  {
    tool: "unregister",
    bounds: { servesMoneyTools: false, surface: "full" },
    says: "unregister handles credentials: the operator has to name it in DIGISTORE24_CREDENTIAL_TOOLS.",
  },
];

describe("explains why a tool is missing and where it is available", () => {
  test.each(CASES)("$tool, $bounds, $asked", ({ tool, bounds, asked, says }) => {
    const surfaces = createSurfaces(registry, { surface: "published", credentialTools: [], ...bounds });
    const surface = surfaces.narrow({ isReadOnly: false, toolsets: [], ...asked });
    const known = surfaces.known(tool);
    expect(surface.tools.has(tool)).toBe(false);
    expect(known && surfaces.explainAbsence(known, surface)).toBe(says);
  });
});
