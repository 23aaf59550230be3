import { aiSdk } from "./ai-sdk.ts";
import { claudeCode } from "./claude-code.ts";
import type { Client } from "./client.ts";
import { codex } from "./codex.ts";
import { geminiCli } from "./gemini-cli.ts";
import { genkit } from "./genkit.ts";
import { langchain } from "./langchain.ts";
import { mastra } from "./mastra.ts";
import { mcporter } from "./mcporter.ts";
import { openAiAgents } from "./openai-agents.ts";
import { opencode } from "./opencode.ts";

/** In the order of the page. */
export const CLIENTS: readonly Client[] = [
  ...[claudeCode, codex, geminiCli, opencode],
  ...[aiSdk, genkit, langchain, mastra, mcporter, ...openAiAgents],
];
