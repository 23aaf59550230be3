import type { ConsentView } from "../../../../src/server/oauth/consent/consent-view.ts";

/** The view of a program that may do everything, at a server where people can agree on Digistore24's own page. */
export const VIEW: ConsentView = {
  language: "en",
  program: { name: "Claude", vouchedBy: "claude.ai" },
  returnsTo: "claude.ai",
  isLoopbackOnly: false,
  asksOnlyRead: false,
  moneyTools: ["Refund purchase", "Charge buyer on demand"],
  counts: { read: 71, change: 40 },
  deletes: true,
  beyondReadKey: ["List invoices"],
  confirms: true,
  handsOver: true,
  sealedRequest: "sealed.request",
  action: "/authorize",
};
