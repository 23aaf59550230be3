import type { HandWrittenTool } from "../../contract/tool-definition.ts";
import { INSIGHT_BASICS, LANGUAGE_ARGUMENT, PERIOD_ARGUMENTS } from "../arguments.ts";

export const reportOpenPaymentsTool: HandWrittenTool = {
  ...INSIGHT_BASICS,
  name: "reportOpenPayments",
  functionName: "reportOpenPayments",
  title: "Report open payments",
  titleDe: "Offene Zahlungen auswerten",
  description:
    "Buyers behind with payments to the seller, in one call: unpaid and reminded orders, money and days overdue per order, totals per currency, largest first. Test orders and other vendors' sales are left out.",
  foreignTexts: ["buyer.first_name", "buyer.last_name", "buyer.email"],
  inputSchema: {
    type: "object",
    properties: {
      ...PERIOD_ARGUMENTS,
      from: { type: "string", description: "First order date: YYYY-MM-DD, -90d, -6M; default all orders" },
      to: { type: "string", description: "Last order date; default now" },
      ...LANGUAGE_ARGUMENT,
    },
    additionalProperties: false,
  },
};
