import type { HandWrittenTool } from "../../contract/tool-definition.ts";
import { SALES_REPORT_URI } from "../app/sales-report-app.ts";
import { COMPARISONS, INSIGHT_BASICS, LANGUAGE_ARGUMENT, PERIOD_ARGUMENTS } from "../arguments.ts";

export const SALES_GROUPS = [
  "product",
  "plan",
  "day",
  "week",
  "month",
  "affiliate",
  "pay_method",
  "country",
  "billing_type",
] as const;
export type SalesGroup = (typeof SALES_GROUPS)[number];

export const reportSalesTool: HandWrittenTool = {
  ...INSIGHT_BASICS,
  name: "reportSales",
  functionName: "reportSales",
  title: "Report sales",
  titleDe: "Umsätze auswerten",
  description:
    "Revenue of the seller's own live sales in a period, in one call: payments, refunds, chargebacks, net gross, VAT, own earnings, orders and new buyers per currency; by group and compared with an earlier period on request.",
  app: SALES_REPORT_URI,
  foreignTexts: ["affiliate"],
  inputSchema: {
    type: "object",
    properties: {
      ...PERIOD_ARGUMENTS,
      group_by: { type: "string", enum: SALES_GROUPS },
      compare: { type: "string", enum: COMPARISONS },
      ...LANGUAGE_ARGUMENT,
    },
    additionalProperties: false,
  },
};
