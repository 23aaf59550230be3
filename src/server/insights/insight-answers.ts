import { briefShop } from "./briefing/brief-shop.ts";
import { reviewCustomer } from "./customer/review-customer.ts";
import type { AnswerInsight } from "./insight.ts";
import { reportOpenPayments } from "./open-payments/report-open-payments.ts";
import { reportSales } from "./sales/report-sales.ts";
import { reportSubscriptions } from "./subscriptions/report-subscriptions.ts";

/** By the name of the tool. */
export const INSIGHT_ANSWERS: Readonly<Record<string, AnswerInsight>> = {
  reportSales,
  reportSubscriptions,
  reportOpenPayments,
  reviewCustomer,
  briefShop,
};
