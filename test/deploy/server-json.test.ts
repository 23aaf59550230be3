import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { answerOf } from "../support/answer-of.ts";
import { connectClient, startEndpoint } from "../support/endpoint.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";
import { FULL_KEY, startSandbox } from "../support/sandbox.ts";
import { useBuiltTree } from "./built-tree.ts";
import { REGISTRY_SCHEMA } from "./registry-schema.ts";

interface Input {
  readonly type?: string;
  readonly name?: string;
  readonly value?: string;
  readonly default?: string;
  readonly isSecret?: boolean;
}

const builtTree = useBuiltTree();
const server = JSON.parse(readFileSync("server.json", "utf8"));
const ours = JSON.parse(readFileSync("package.json", "utf8"));
const [npmPackage] = server.packages;
const [remote] = server.remotes;

/** As a client fills in what its user left as it was. */
const argumentOf = ({ type, name, value, default: fallback }: Input) =>
  type === "named" ? `${name}=${value ?? fallback}` : (value ?? "");

test("server.json is valid for the registry", () => {
  const validate = new Ajv({ allErrors: true }).compile(REGISTRY_SCHEMA);

  expect(validate(server), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...server, descripton: "misspelt" })).toBe(false);
});

test("server.json agrees with the package", () => {
  expect(server).toMatchObject({ name: ours.mcpName, version: ours.version, description: ours.description });
  expect(npmPackage).toMatchObject({ identifier: ours.name, version: ours.version });
});

test("server.json's package serves with the arguments and variables that a client fills in", async () => {
  const sandbox = await startSandbox();
  const variables: Input[] = npmPackage.environmentVariables;
  const given = variables.map(({ name = "", isSecret, default: value = "" }) => [name, isSecret ? FULL_KEY : value]);
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(builtTree(), ours.bin[npmPackage.identifier]), ...npmPackage.packageArguments.map(argumentOf)],
      env: {
        ...(process.env as Record<string, string>),
        ...Object.fromEntries(given),
        DIGISTORE24_API_URL: sandbox.apiUrl,
      },
      stderr: "ignore",
    }),
  );
  expect((await client.listTools()).tools).toHaveLength(SERVED_TOOL_COUNT);
  const result = await client.callTool({ name: "GetGetuserinfo", arguments: {} });
  expect(answerOf(result)).toMatchObject({ user_id: 100001 });
  await client.close();
  await sandbox.close();
});

test("server.json's remote leads to an endpoint with the header that it describes", async () => {
  const sandbox = await startSandbox();
  const endpoint = await startEndpoint({ DIGISTORE24_API_URL: sandbox.apiUrl });
  const [{ name, value, isSecret, variables }] = remote.headers;
  const path = new URL(remote.url.replace("{host}", "mcp.example.com")).pathname;

  expect(Object.keys(remote.variables)).toEqual(["host"]);
  expect(variables.api_key).toMatchObject({ isSecret: true, isRequired: true });
  expect([name, value, isSecret]).toEqual(["Authorization", "Bearer {api_key}", true]);
  const client = await connectClient(new URL(path, endpoint.url).href, FULL_KEY);
  expect((await client.listTools()).tools).toHaveLength(SERVED_TOOL_COUNT);
  await client.close();
  await endpoint.close();
  await sandbox.close();
});
