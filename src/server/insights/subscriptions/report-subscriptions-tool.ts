import type { HandWrittenTool } from "../../contract/tool-definition.ts";
import { INSIGHT_BASICS, LANGUAGE_ARGUMENT, PERIOD_ARGUMENTS } from "../arguments.ts";

export const reportSubscriptionsTool: HandWrittenTool = {
  ...INSIGHT_BASICS,
  name: "reportSubscriptions",
  functionName: "reportSubscriptions",
  title: "Report subscriptions",
  titleDe: "Abos auswerten",
  description:
    "The seller's subscriptions in a period, in one call: active at start and end, new, cancelled, resumed, ended, monthly revenue won and lost, churn per currency and product; and the lost ones. Instalments, test orders and other vendors' sales are left out.",
  inputSchema: {
    type: "object",
    properties: { ...PERIOD_ARGUMENTS, ...LANGUAGE_ARGUMENT },
    additionalProperties: false,
  },
};
