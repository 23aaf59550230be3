/**
 * What the MCP registry and its schema of 2025-12-11 ask of the parts that our server.json has, written down by hand, and no
 * field besides: that schema lets unknown ones pass, so a misspelt one would go unnoticed.
 */
const text = { type: "string", minLength: 1 };
const version = { type: "string", minLength: 1, maxLength: 255, pattern: "^\\d+\\.\\d+\\.\\d+(-[\\w.]+)?$" };

const inputFields = {
  description: text,
  format: { enum: ["string", "number", "boolean", "filepath"] },
  isRequired: { type: "boolean" },
  isSecret: { type: "boolean" },
  default: { type: "string" },
  placeholder: { type: "string" },
  choices: { type: "array", items: { type: "string" } },
  value: { type: "string" },
};
const input = { type: "object", properties: inputFields, additionalProperties: false };
const variables = { type: "object", additionalProperties: input };

const pair = {
  type: "object",
  properties: { ...inputFields, name: text, variables },
  required: ["name"],
  additionalProperties: false,
};
const positional = {
  type: "object",
  properties: {
    ...inputFields,
    variables,
    type: { const: "positional" },
    valueHint: text,
    isRepeated: { type: "boolean" },
  },
  anyOf: [{ required: ["value"] }, { required: ["valueHint"] }],
  required: ["type"],
  additionalProperties: false,
};
const named = {
  type: "object",
  properties: { ...inputFields, variables, type: { const: "named" }, name: text, isRepeated: { type: "boolean" } },
  required: ["type", "name"],
  additionalProperties: false,
};

const transport = {
  type: "object",
  properties: { type: { const: "stdio" } },
  required: ["type"],
  additionalProperties: false,
};
/** The registry refuses a version next to an identifier that names it. */
const image = {
  type: "object",
  properties: {
    registryType: { const: "oci" },
    identifier: { type: "string", pattern: "^ghcr\\.io/[a-z\\d._-]+/[a-z\\d._-]+:\\d+\\.\\d+\\.\\d+(-[\\w.]+)?$" },
    runtimeHint: { const: "docker" },
    transport,
    packageArguments: { type: "array", items: { anyOf: [positional, named] } },
    environmentVariables: { type: "array", items: pair },
  },
  required: ["registryType", "identifier", "transport"],
  additionalProperties: false,
};
const bundle = {
  type: "object",
  properties: {
    registryType: { const: "mcpb" },
    identifier: {
      type: "string",
      pattern: "^https://github\\.com/[\\w.-]+/[\\w.-]+/releases/download/v[^/]+/[^/]+\\.mcpb$",
    },
    version,
    fileSha256: { type: "string", pattern: "^[a-f0-9]{64}$" },
    transport,
  },
  required: ["registryType", "identifier", "fileSha256", "transport"],
  additionalProperties: false,
};

const repository = {
  type: "object",
  properties: {
    url: { type: "string", pattern: "^https://github\\.com/[\\w.-]+/[\\w.-]+$" },
    source: { const: "github" },
  },
  required: ["url", "source"],
  additionalProperties: false,
};

const remote = {
  type: "object",
  properties: {
    type: { const: "streamable-http" },
    url: { type: "string", pattern: "^https://" },
    headers: { type: "array", items: pair },
    variables,
  },
  required: ["type", "url"],
  additionalProperties: false,
};

export const REGISTRY_SCHEMA = {
  type: "object",
  properties: {
    $schema: { const: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json" },
    name: { type: "string", minLength: 3, maxLength: 200, pattern: "^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$" },
    title: { type: "string", minLength: 1, maxLength: 100 },
    description: { type: "string", minLength: 1, maxLength: 100 },
    version,
    repository,
    packages: { type: "array", items: { anyOf: [image, bundle] }, minItems: 1 },
    remotes: { type: "array", items: remote, minItems: 1 },
  },
  required: ["$schema", "name", "description", "version"],
  additionalProperties: false,
};
