import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { connectAgent } from "../../src/demo/agent.ts";
import { JOBS } from "../../src/demo/jobs.ts";
import { startEndpoint } from "../support/endpoint.ts";
import { FULL_KEY, startSandbox } from "../support/sandbox.ts";

test("README shows lines that the demo prints", async () => {
  const sandbox = await startSandbox();
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl });
  const printed: string[] = [];
  const agent = await connectAgent(endpoint.url, FULL_KEY, (line) => printed.push(line));
  printed.push(`Connected. ${await agent.toolCount()} tools.`);
  for (const [index, { prompt, run }] of JOBS.entries()) {
    printed.push(`${index + 1}. ${prompt}`, `  => ${await run(agent)}`);
  }
  await agent.close();
  await endpoint.close();
  await sandbox.close();

  const shown = /```\n(Connected\.[\s\S]*?)```/.exec(readFileSync("README.md", "utf8"))?.[1] ?? "";
  const beginnings = shown
    .split("\n")
    .map((line) => line.replace(/…$/, ""))
    .filter((line) => line.trim() !== "");
  expect(beginnings.length).toBeGreaterThan(4);
  expect(beginnings.filter((beginning) => !printed.some((line) => line.startsWith(beginning)))).toEqual([]);
});
