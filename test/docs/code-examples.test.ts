import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEndpoint, startEndpoint } from "../support/endpoint.ts";
import { useCommands } from "../support/processes.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";

const start = useCommands();

function exampleIn(page: string): string {
  const examples = [...readFileSync(page, "utf8").matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
  expect(examples).toHaveLength(1);
  return examples[0] ?? "";
}

/** Runs an example as a module in the root of the repository. */
async function run(code: string, ...nodeArgs: string[]) {
  const program = start([process.execPath, ...nodeArgs, "--input-type=module", "--eval", code]);
  return { exit: await program.exit, output: program.output() };
}

describe("the client in docs/clients.md", () => {
  const example = exampleIn("docs/clients.md");
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

  const runWith = (from: string, to: string) => {
    expect(example).toContain(from);
    return run(example.replace("http://127.0.0.1:3000/", endpoint.url).replace(from, to));
  };

  test("calls a tool with a key of the sandbox", async () => {
    const { exit, output } = await runWith(FULL_KEY, FULL_KEY);
    expect({ exit, output }).toEqual({
      exit: 0,
      output: expect.stringMatching(/^answered: \{"product":\{"id":12345,/),
    });
  });

  test("shows a refused argument as a result", async () => {
    const { exit, output } = await runWith("product_id: 12345", "product: 12345");
    expect({ exit, output }).toEqual({ exit: 0, output: expect.stringMatching(/^refused: .*product is unknown/) });
  });

  test("shows a failure of the API as a result", async () => {
    const { exit, output } = await runWith("product_id: 12345", "product_id: 1");
    expect({ exit, output }).toEqual({ exit: 0, output: expect.stringMatching(/^refused: /) });
  });

  test("ends with an error if there is no such tool", async () => {
    const { exit, output } = await runWith("GetGetproduct", "getNothing");
    expect({ exit, output }).toEqual({ exit: 1, output: expect.stringMatching(/Error.*getNothing/) });
  });
});

describe("the sandbox in one process, in docs/sandbox.md", () => {
  const example = exampleIn("docs/sandbox.md");

  test("creates a voucher", async () => {
    const { exit, output } = await run(example, "--import", "tsx");
    expect({ exit, output }).toEqual({ exit: 0, output: expect.stringContaining("code: 'SPRING10'") });
  });

  test("answers 411 to a POST without a body, unless its length is given", async () => {
    const withoutBody = example.replace(/ {2}payload: .*\n/, "").replace("answer.json()", "answer.statusCode");
    expect((await run(withoutBody, "--import", "tsx")).output).toBe("411\n");
    const withLength = withoutBody.replace("headers: { ", 'headers: { "content-length": "0", ');
    expect((await run(withLength, "--import", "tsx")).output).toBe("200\n");
  });
});
