import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROMPTS } from "../../src/server/mcp/prompts/serve-prompts.ts";
import { answerOf } from "../support/answer-of.ts";
import { type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";
import { FULL_KEY, READ_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";
import { NODE, programOf } from "./newer-node.ts";

const run = promisify(execFile);
const INSPECTOR = programOf("@modelcontextprotocol/inspector", "mcp-inspector");

let sandbox: RunningSandbox;
let endpoint: RunningEndpoint;
beforeAll(async () => {
  sandbox = await startSandbox();
  endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl });
});
afterAll(async () => {
  await endpoint.close();
  await sandbox.close();
});

type Ask = (key: string, ...method: string[]) => Promise<ReturnType<typeof JSON.parse>>;

/** As a person calls it: one request, whose answer is printed as JSON. A tool's error ends it with an exit code. */
async function inspect(args: readonly string[]) {
  const { stdout } = await run(NODE, [INSPECTOR, "--cli", ...args]).catch((error) => {
    if (!error.stdout) {
      throw error;
    }
    return error;
  });
  return JSON.parse(stdout);
}

const overHttp: Ask = (key, ...method) => {
  const header = `Authorization: Bearer ${key}`;
  return inspect([endpoint.url, "--transport", "http", "--header", header, ...method]);
};
const overStdio: Ask = (key, ...method) => {
  const variables = [`DIGISTORE24_API_KEY=${key}`, `DIGISTORE24_API_URL=${sandbox.apiUrl}`];
  const server = [NODE, "--import", "tsx", "src/cli/main.ts", "stdio"];
  return inspect([...variables.flatMap((variable) => ["-e", variable]), ...server, ...method]);
};

describe.each([
  ["HTTP", overHttp],
  ["stdio", overStdio],
])("the Inspector's command line over %s", (transport, ask) => {
  test("lists tools, prompts and resources", async () => {
    expect((await ask(FULL_KEY, "--method", "tools/list", "--strict")).tools).toHaveLength(SERVED_TOOL_COUNT);
    expect((await ask(FULL_KEY, "--method", "prompts/list")).prompts).toHaveLength(PROMPTS.length);
    expect((await ask(FULL_KEY, "--method", "resources/list")).resources.length).toBeGreaterThan(1);
  });

  test("calls a tool without an argument", async () => {
    const answer = await ask(FULL_KEY, "--method", "tools/call", "--tool-name", "ping");
    expect(answer).not.toMatchObject({ isError: true });
    expect(answerOf(answer)).toHaveProperty("server_time");
  });

  test("calls a tool with an argument", async () => {
    const call = ["--method", "tools/call", "--tool-name", "GetGetproduct", "--tool-arg", "product_id=12345"];
    expect(answerOf(await ask(FULL_KEY, ...call)).product).toMatchObject({ id: 12345 });
  });

  test("shows a refusal as an error", async () => {
    const code = `LAUNCH-${transport.toUpperCase()}`;
    const arg = `data=${JSON.stringify({ code, first_rate: 10 })}`;
    const call = ["--method", "tools/call", "--tool-name", "PostCreatevoucher", "--tool-arg", arg];
    const refused = { isError: true, content: [{ text: expect.stringContaining("Vollzugriff") }] };
    expect(await ask(READ_KEY, ...call)).toMatchObject(refused);
    expect(answerOf(await ask(FULL_KEY, ...call))).toMatchObject({ code });
  });

  test("gets a prompt and a resource", async () => {
    const prompt = ["--method", "prompts/get", "--prompt-name", "period-report", "--prompt-args", "from=-7d"];
    expect((await ask(FULL_KEY, ...prompt)).messages).toHaveLength(1);
    const resource = ["--method", "resources/read", "--uri", "digistore24://reference/createVoucher"];
    expect((await ask(FULL_KEY, ...resource)).contents[0].text).toContain("createVoucher");
  });
});
