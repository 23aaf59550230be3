import type { Client } from "./client.ts";
import { library } from "./library.ts";
import { throughModel } from "./through-model.ts";

interface Adapters {
  readonly MultiServerMCPClient: new (options: {
    mcpServers: Record<string, { transport: "http"; url: string; headers: Record<string, string> }>;
  }) => { getTools(): Promise<object[]>; close(): Promise<void> };
}

interface LangChain {
  createAgent(options: { model: object; tools: object[] }): {
    invoke(input: { messages: { role: "user"; content: string }[] }): Promise<object>;
  };
}

interface OpenAi {
  readonly ChatOpenAI: new (options: {
    model: string;
    apiKey: string;
    configuration: { baseURL: string };
    useResponsesApi: boolean;
  }) => object;
}

export const langchain: Client = {
  name: "LangChain",
  packages: ["@langchain/mcp-adapters", "langchain", "@langchain/openai"],
  async connect({ endpointUrl, apiKey, model }) {
    const { MultiServerMCPClient } = await library<Adapters>("@langchain/mcp-adapters");
    const { createAgent } = await library<LangChain>("langchain");
    const { ChatOpenAI } = await library<OpenAi>("@langchain/openai");
    const headers = { Authorization: `Bearer ${apiKey}` };
    const client = new MultiServerMCPClient({
      mcpServers: { digistore24: { transport: "http", url: endpointUrl, headers } },
    });
    const configuration = { baseURL: `${model.url}/v1` };
    const chat = new ChatOpenAI({ model: "mock", apiKey: "unused", configuration, useResponsesApi: false });
    const agent = createAgent({ model: chat, tools: await client.getTools() });
    const ask = (prompt: string) => agent.invoke({ messages: [{ role: "user", content: prompt }] });
    return throughModel(model, ask, () => client.close());
  },
};
