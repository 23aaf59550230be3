import {
  type Prompt as ListedPrompt,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
} from "@modelcontextprotocol/server";
import type { Surface } from "../../contract/surface.ts";
import { hideKey } from "../../kit/hide-key.ts";
import { customerQuestion } from "./customer-question.ts";
import { duplicateProduct } from "./duplicate-product.ts";
import { launchDiscount } from "./launch-discount.ts";
import { morningBriefing } from "./morning-briefing.ts";
import { paymentProblems } from "./payment-problems.ts";
import { periodReport } from "./period-report.ts";
import { LANGUAGES, type Language, type Prompt, type PromptTools, type PromptValues } from "./prompt.ts";
import { subscriptionHealth } from "./subscription-health.ts";

export const PROMPTS: readonly Prompt[] = [
  morningBriefing,
  periodReport,
  subscriptionHealth,
  paymentProblems,
  customerQuestion,
  duplicateProduct,
  launchDiscount,
];

/** Offers the jobs for which a surface has all tools. The key is only used to hide it in texts. */
export function servePrompts(server: Server, surface: Surface, apiKey: string): void {
  server.setRequestHandler("prompts/list", () => ({ prompts: offered(surface).map(toListed) }));
  server.setRequestHandler("prompts/get", ({ params }) => {
    const { title, text } = getPrompt(params.name, params.arguments ?? {}, surface);
    return {
      description: title,
      messages: [{ role: "user", content: { type: "text", text: hideKey(text, apiKey) } }],
    };
  });
}

/** The suggested values of an argument that begin with the typed text. */
export function completePrompt(name: string, argument: string, typed: string, surface: Surface): string[] {
  const found = findPrompt(name, surface).args.find((candidate) => candidate.name === argument);
  return (found?.suggestions ?? []).filter((value) => value.startsWith(typed));
}

function offered(surface: Surface): readonly Prompt[] {
  const tool = toolsOf(surface);
  return PROMPTS.filter(({ needs }) => needs.every((functionName) => tool(functionName) !== undefined));
}

function toListed({ name, title, description, args }: Prompt): ListedPrompt {
  const listedArgs = args.map((arg) => ({
    name: arg.name,
    description: arg.description,
    required: arg.isRequired ?? false,
  }));
  return { name, title, description, arguments: listedArgs };
}

function getPrompt(name: string, given: PromptValues, surface: Surface): { title: string; text: string } {
  const prompt = findPrompt(name, surface);
  const values = readValues(prompt, given);
  return { title: prompt.title, text: prompt.text[languageOf(values)](values, toolsOf(surface)) };
}

function findPrompt(name: string, surface: Surface): Prompt {
  const prompts = offered(surface);
  const prompt = prompts.find((candidate) => candidate.name === name);
  if (!prompt) {
    const known = prompts.map((candidate) => candidate.name).join(", ") || "none on this surface";
    throw invalid(`There is no such prompt here. Prompts: ${known}.`);
  }
  return prompt;
}

/** An empty value counts as absent, because clients' forms also send fields that a person left blank. */
function readValues({ name, args }: Prompt, given: PromptValues): PromptValues {
  const names = args.map((arg) => arg.name);
  if (Object.keys(given).some((key) => !names.includes(key))) {
    throw invalid(`${name} has no such argument. It takes ${names.join(", ")}.`);
  }
  const values = Object.fromEntries(
    Object.entries(given)
      .map(([key, value = ""]) => [key, value.trim()])
      .filter(([, value]) => value !== ""),
  );
  const missing = args.filter((arg) => arg.isRequired && !Object.hasOwn(values, arg.name));
  if (missing.length > 0) {
    throw invalid(`${name} needs ${missing.map((arg) => `${arg.name} (${arg.description})`).join(" and ")}.`);
  }
  return values;
}

function languageOf({ language = "en" }: PromptValues): Language {
  const known = LANGUAGES.find((candidate) => candidate === language.toLowerCase());
  if (!known) {
    throw invalid(`language must be ${LANGUAGES.join(" or ")}.`);
  }
  return known;
}

function toolsOf({ tools }: Surface): PromptTools {
  return (functionName) =>
    [...tools.values()].find(({ definition }) => definition.functionName === functionName)?.definition.name;
}

function invalid(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
