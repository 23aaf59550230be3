import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { registryEntry } from "../../scripts/release/registry-entry.ts";
import { answerOf } from "../support/answer-of.ts";
import { connectClient, startEndpoint } from "../support/endpoint.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";
import { FULL_KEY, startSandbox } from "../support/sandbox.ts";
import { useBuiltTree } from "./built-tree.ts";
import { imageEnvironment, parseDockerfile, type Stage } from "./dockerfile.ts";
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
const [image] = server.packages;
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
  expect(image.identifier).toBe(`ghcr.io/example/${ours.name}:${ours.version}`);
  expect(ours.private, "nobody publishes the package, so no registry may lead to it").toBe(true);
});

test("server.json's image is started in the folder and with the program of the Dockerfile", () => {
  const { instructions } = parseDockerfile().stages.at(-1) ?? { instructions: [] };
  const [program, file] = JSON.parse(instructions.find(({ name }) => name === "CMD")?.text ?? "");

  expect(image.packageArguments.slice(0, 3).map(argumentOf)).toEqual([program, file, "stdio"]);
  expect(file).toBe(ours.bin[ours.name]);
});

test("a release completes server.json with its image and its bundle, valid for the registry", () => {
  const bundle = Buffer.from("the bundle");
  const description = readFileSync("server.json", "utf8");
  const entry = JSON.parse(registryEntry({ description, repository: "Shop-Tools/digistore24-mcp", bundle }));
  const validate = new Ajv({ allErrors: true }).compile(REGISTRY_SCHEMA);

  expect(validate(entry), JSON.stringify(validate.errors)).toBe(true);
  expect(entry).toEqual({
    ...server,
    repository: { url: "https://github.com/Shop-Tools/digistore24-mcp", source: "github" },
    packages: [
      { ...image, identifier: `ghcr.io/shop-tools/digistore24-mcp:${ours.version}` },
      {
        registryType: "mcpb",
        identifier: `https://github.com/Shop-Tools/digistore24-mcp/releases/download/v${ours.version}/digistore24-mcp.mcpb`,
        version: ours.version,
        fileSha256: execFileSync("sha256sum", { input: bundle, encoding: "utf8" }).slice(0, 64),
        transport: { type: "stdio" },
      },
    ],
  });
});

test("server.json's image serves with the arguments and variables that a client fills in", async () => {
  const sandbox = await startSandbox();
  const variables: Input[] = image.environmentVariables;
  const given = variables.map(({ name = "", isSecret, default: value = "" }) => [name, isSecret ? FULL_KEY : value]);
  const [, file = "", ...args] = image.packageArguments.map(argumentOf);
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(builtTree(), file), ...args],
      env: {
        ...(process.env as Record<string, string>),
        ...imageEnvironment(parseDockerfile().stages.at(-1) as Stage),
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
