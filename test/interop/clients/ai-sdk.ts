import type { Client } from "./client.ts";
import { library } from "./library.ts";
import { throughModel } from "./through-model.ts";

interface Mcp {
  createMCPClient(options: { transport: { type: "http"; url: string; headers: Record<string, string> } }): Promise<{
    tools(): Promise<object>;
    close(): Promise<void>;
  }>;
}

interface Ai {
  generateText(options: { model: object; prompt: string; tools: object; stopWhen: object }): Promise<object>;
  stepCountIs(count: number): object;
}

interface OpenAiCompatible {
  createOpenAICompatible(options: { name: string; baseURL: string; apiKey: string }): (modelId: string) => object;
}

export const aiSdk: Client = {
  name: "AI SDK",
  packages: ["@ai-sdk/mcp", "ai", "@ai-sdk/openai-compatible"],
  async connect({ endpointUrl, apiKey, model }) {
    const { createMCPClient } = await library<Mcp>("@ai-sdk/mcp");
    const { generateText, stepCountIs } = await library<Ai>("ai");
    const { createOpenAICompatible } = await library<OpenAiCompatible>("@ai-sdk/openai-compatible");
    const headers = { Authorization: `Bearer ${apiKey}` };
    const client = await createMCPClient({ transport: { type: "http", url: endpointUrl, headers } });
    const tools = await client.tools();
    const provider = createOpenAICompatible({ name: "mock", baseURL: `${model.url}/v1`, apiKey: "unused" });
    const ask = (prompt: string) => generateText({ model: provider("mock"), prompt, tools, stopWhen: stepCountIs(3) });
    return throughModel(model, ask, () => client.close());
  },
};
