import type { HandWrittenTool } from "../../contract/tool-definition.ts";
import { INSIGHT_BASICS, LANGUAGE_ARGUMENT } from "../arguments.ts";

export const briefShopTool: HandWrittenTool = {
  ...INSIGHT_BASICS,
  name: "briefShop",
  functionName: "briefShop",
  title: "Brief on the shop",
  titleDe: "Überblick über den Shop",
  description:
    "How the shop stands, in one call: sales of yesterday and of this month against last month per currency, overdue payments, refund requests, deliveries to send, pending service proofs, expected payouts, and what needs the seller today. Own live sales only.",
  inputSchema: { type: "object", properties: { ...LANGUAGE_ARGUMENT }, additionalProperties: false },
};
