import type { Client } from "./client.ts";
import { library } from "./library.ts";
import { throughModel } from "./through-model.ts";

interface Agents {
  readonly MCPServerStreamableHttp: new (options: {
    name: string;
    url: string;
    requestInit: { headers: Record<string, string> };
    useStructuredContent: boolean;
  }) => { connect(): Promise<void>; close(): Promise<void> };
  readonly OpenAIProvider: new (options: { baseURL: string; apiKey: string; useResponses: boolean }) => object;
  readonly Agent: new (options: { name: string; model: string; mcpServers: object[] }) => object;
  readonly Runner: new (options: {
    modelProvider: object;
    tracingDisabled: boolean;
  }) => {
    run(agent: object, prompt: string): Promise<object>;
  };
}

interface Variant {
  readonly name: string;
  readonly useResponses: boolean;
  readonly useStructuredContent: boolean;
}

const VARIANTS: readonly Variant[] = [
  { name: "OpenAI Agents", useResponses: true, useStructuredContent: false },
  { name: "OpenAI Agents, Chat Completions", useResponses: false, useStructuredContent: false },
  { name: "OpenAI Agents, `useStructuredContent`", useResponses: true, useStructuredContent: true },
];

export const openAiAgents: readonly Client[] = VARIANTS.map(({ name, useResponses, useStructuredContent }) => ({
  name,
  packages: ["@openai/agents"],
  async connect({ endpointUrl, apiKey, model }) {
    const { MCPServerStreamableHttp, OpenAIProvider, Agent, Runner } = await library<Agents>("@openai/agents");
    const requestInit = { headers: { Authorization: `Bearer ${apiKey}` } };
    const server = new MCPServerStreamableHttp({
      name: "digistore24",
      url: endpointUrl,
      requestInit,
      useStructuredContent,
    });
    await server.connect();
    const modelProvider = new OpenAIProvider({ baseURL: `${model.url}/v1`, apiKey: "unused", useResponses });
    const runner = new Runner({ modelProvider, tracingDisabled: true });
    const agent = new Agent({ name: "shop", model: "mock", mcpServers: [server] });
    return throughModel(
      model,
      (prompt) => runner.run(agent, prompt),
      () => server.close(),
    );
  },
}));
