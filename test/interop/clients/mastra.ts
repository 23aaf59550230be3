import type { Client } from "./client.ts";
import { library } from "./library.ts";
import { throughModel } from "./through-model.ts";

interface Mcp {
  readonly MCPClient: new (options: {
    id: string;
    servers: Record<string, { url: URL; requestInit: { headers: Record<string, string> } }>;
  }) => { listTools(): Promise<object>; disconnect(): Promise<void> };
}

interface Core {
  readonly Agent: new (options: {
    id: string;
    name: string;
    instructions: string;
    model: object;
    tools: object;
  }) => {
    generate(prompt: string): Promise<object>;
  };
}

export const mastra: Client = {
  name: "Mastra",
  packages: ["@mastra/mcp", "@mastra/core"],
  async connect({ endpointUrl, apiKey, model }) {
    const { MCPClient } = await library<Mcp>("@mastra/mcp");
    const { Agent } = await library<Core>("@mastra/core/agent");
    const requestInit = { headers: { Authorization: `Bearer ${apiKey}` } };
    const client = new MCPClient({
      id: endpointUrl,
      servers: { digistore24: { url: new URL(endpointUrl), requestInit } },
    });
    const agent = new Agent({
      id: "shop",
      name: "shop",
      instructions: "Help with the shop.",
      model: { id: "mock/mock", url: `${model.url}/v1`, apiKey: "unused" },
      tools: await client.listTools(),
    });
    return throughModel(
      model,
      (prompt) => agent.generate(prompt),
      () => client.disconnect(),
    );
  },
};
