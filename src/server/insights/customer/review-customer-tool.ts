import type { HandWrittenTool } from "../../contract/tool-definition.ts";
import { INSIGHT_BASICS, LANGUAGE_ARGUMENT } from "../arguments.ts";

const { dayEnds: _, ...BASICS } = INSIGHT_BASICS;

export const reviewCustomerTool: HandWrittenTool = {
  ...BASICS,
  name: "reviewCustomer",
  functionName: "reviewCustomer",
  title: "Review customer",
  titleDe: "Kunden im Überblick",
  description:
    "One customer by exactly one of email, buyer_id, order_id, name: own live orders, money per currency, subscriptions, deliveries, e-tickets, downloads, invoices and open issues. Test orders and other vendors' sales are left out. Several matches are listed to choose from.",
  foreignTexts: ["first_name", "last_name", "email"],
  inputSchema: {
    type: "object",
    properties: {
      email: { type: "string", description: "Or a part of it" },
      buyer_id: { type: "string" },
      order_id: { type: "string" },
      name: { type: "string", description: "First, last or both" },
      ...LANGUAGE_ARGUMENT,
    },
    additionalProperties: false,
  },
};
