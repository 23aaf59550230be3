import type { Client } from "./client.ts";
import { library } from "./library.ts";
import { throughModel } from "./through-model.ts";

interface Mcp {
  createMcpHost(options: {
    name: string;
    mcpServers: Record<string, { url: string; requestInit: { headers: Record<string, string> } }>;
  }): { getActiveTools(ai: object): Promise<object[]>; close(): Promise<void> };
}

interface Genkit {
  genkit(options: { plugins: object[] }): {
    generate(options: { model: string; prompt: string; tools: object[] }): Promise<object>;
  };
}

interface OpenAiCompatible {
  openAICompatible(options: { name: string; apiKey: string; baseURL: string }): object;
}

export const genkit: Client = {
  name: "Genkit",
  packages: ["@genkit-ai/mcp", "genkit", "@genkit-ai/compat-oai"],
  async connect({ endpointUrl, apiKey, model }) {
    const { createMcpHost } = await library<Mcp>("@genkit-ai/mcp");
    const { genkit: start } = await library<Genkit>("genkit");
    const { openAICompatible } = await library<OpenAiCompatible>("@genkit-ai/compat-oai");
    const requestInit = { headers: { Authorization: `Bearer ${apiKey}` } };
    const host = createMcpHost({ name: "shop", mcpServers: { digistore24: { url: endpointUrl, requestInit } } });
    const provider = openAICompatible({ name: "mock", apiKey: "unused", baseURL: `${model.url}/v1` });
    const ai = start({ plugins: [provider] });
    const tools = await host.getActiveTools(ai);
    const ask = (prompt: string) => ai.generate({ model: "mock/mock", prompt, tools });
    return throughModel(model, ask, () => host.close());
  },
};
