import type { HandWrittenTool } from "../../contract/tool-definition.ts";
import { INSIGHT_BASICS, LANGUAGE_ARGUMENT, PERIOD_ARGUMENTS } from "../arguments.ts";

export const reportSubscriptionsTool: HandWrittenTool = {
  ...INSIGHT_BASICS,
  name: "reportSubscriptions",
  functionName: "reportSubscriptions",
  title: "Report subscriptions",
  description:
    "The seller's own live subscriptions in a period, in one call: active at start and end, new, cancelled, resumed and ended, monthly revenue won and lost, and churn per currency; per product; and the cancelled ones. Instalments are left out.",
  inputSchema: {
    type: "object",
    properties: { ...PERIOD_ARGUMENTS, ...LANGUAGE_ARGUMENT },
    additionalProperties: false,
  },
};
