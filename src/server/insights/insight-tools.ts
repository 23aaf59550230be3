import type { HandWrittenTool } from "../contract/tool-definition.ts";
import { briefShopTool } from "./briefing/brief-shop-tool.ts";
import { reviewCustomerTool } from "./customer/review-customer-tool.ts";
import { reportOpenPaymentsTool } from "./open-payments/report-open-payments-tool.ts";
import { reportSalesTool } from "./sales/report-sales-tool.ts";
import { reportSubscriptionsTool } from "./subscriptions/report-subscriptions-tool.ts";

/** The tools that answer sellers' questions, in the order of the list. */
export const INSIGHT_TOOLS: readonly HandWrittenTool[] = [
  reportSalesTool,
  reportSubscriptionsTool,
  reportOpenPaymentsTool,
  reviewCustomerTool,
  briefShopTool,
];
