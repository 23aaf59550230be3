import type { McpbManifestAny } from "@anthropic-ai/mcpb";
import { PRESETS } from "../../src/server/contract/presets.ts";

/** The form that a client shows when the bundle is installed, in this order. Its reader has seen nothing else of this project. */
export const USER_SETTINGS = {
  api_key: {
    type: "string",
    title: "API key",
    description:
      "From Digistore24: Settings > Account access > API keys. Read access is enough to look almost everything up; invoices need full access.",
    sensitive: true,
    required: true,
  },
  read_only: {
    type: "boolean",
    title: "Look things up only",
    description:
      "Stronger than the settings below: the agent sees only tools that read and cannot change anything in your shop.",
    default: false,
  },
  safe: {
    type: "boolean",
    title: "Keep money and existing data safe",
    description:
      "The agent can create things such as vouchers and buy links, but it sees no tool that moves money, overwrites or deletes.",
    default: false,
  },
  money_tools: {
    type: "boolean",
    title: "Allow charges and refunds",
    description:
      "The agent can charge buyers, and give money back by answering a service proof request; refunding any other order needs the next setting, too. It has to ask you before each such call. If you switch this off, it does not see these tools.",
    default: true,
  },
  full: {
    type: "boolean",
    title: "Allow refunds of orders, and deleting",
    description:
      "The agent can also refund orders, stop payments and delete products, order forms, vouchers and more. It has to ask you before each refund, but before it deletes only if you switch on the next setting, too. Without this, it can do none of them.",
    default: false,
  },
  confirm_changes: {
    type: "boolean",
    title: "Ask before every change of existing data",
    description:
      "The agent also has to ask you before it overwrites or deletes anything, not only before it moves money.",
    default: false,
  },
  money_limit: {
    type: "string",
    title: "Limit for charges and refunds",
    description:
      "The most that may be charged and refunded. Write a currency, a space, an amount and /call or /day, for example EUR 500/day, or several separated by commas: EUR 200/call, EUR 500/day. Write 1500.50, not 1.500,50. Other currencies are then refused, and the day begins again when the app is restarted. Empty: no limit.",
    default: "",
  },
  question_language: {
    type: "string",
    title: "Language of the questions",
    description:
      "In which language you are asked before money moves or data changes: en (English) or de (auf Deutsch).",
    default: "en",
  },
  toolsets: {
    type: "string",
    title: "Toolsets",
    description: `Only these groups of tools. Write their English names, separated by commas, for example vouchers, products, or a job: ${Object.keys(PRESETS).join(", ")}. Empty: all.`,
    default: "",
  },
  mask_personal_data: {
    type: "boolean",
    title: "Hide buyers' data",
    description: "The agent gets placeholders for buyers' names, addresses, e-mail addresses and phone numbers.",
    default: false,
  },
} satisfies McpbManifestAny["user_config"];
