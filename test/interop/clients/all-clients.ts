import { aiSdk } from "./ai-sdk.ts";
import type { Client } from "./client.ts";
import { genkit } from "./genkit.ts";
import { langchain } from "./langchain.ts";
import { mastra } from "./mastra.ts";
import { mcporter } from "./mcporter.ts";
import { openAiAgents } from "./openai-agents.ts";

/** In the order of the page. */
export const CLIENTS: readonly Client[] = [aiSdk, genkit, langchain, mastra, mcporter, ...openAiAgents];
