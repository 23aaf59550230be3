import type { McpbManifestAny } from "@anthropic-ai/mcpb";
import { PRESETS } from "../../src/server/contract/presets.ts";

/** The form that a client shows when the bundle is installed, in this order. Its reader has seen nothing else of this project. */
export const USER_SETTINGS = {
  api_key: {
    type: "string",
    title: "API key",
    description: "From Digistore24: Settings > Account access > API keys. Read access is enough to look things up.",
    sensitive: true,
    required: true,
  },
  read_only: {
    type: "boolean",
    title: "Look things up only",
    description:
      "The agent sees only tools that read. It cannot change anything in your shop, whatever you choose below.",
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
      "The agent can charge buyers and give money back. It has to ask you before each such call. If you switch this off, it does not see these tools.",
    default: true,
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
      'The most that may be charged and refunded per call and per day, such as "EUR 200/call, EUR 500/day". Other currencies are then refused, and the day begins again when the app is restarted. Empty: no limit.',
    default: "",
  },
  question_language: {
    type: "string",
    title: "Language of the questions",
    description: "Write en or de, nothing else. en: you are asked in English. de: auf Deutsch.",
    default: "en",
  },
  toolsets: {
    type: "string",
    title: "Toolsets",
    description: `Only these, separated by commas, such as "vouchers,products", or those of a job: ${Object.keys(PRESETS).join(", ")}. Empty: all.`,
    default: "",
  },
  mask_personal_data: {
    type: "boolean",
    title: "Hide buyers' data",
    description: "The agent gets placeholders for buyers' names, addresses, e-mail addresses and phone numbers.",
    default: false,
  },
} satisfies McpbManifestAny["user_config"];
