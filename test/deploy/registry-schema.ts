/**
 * What the MCP registry's schema of 2025-12-11 asks of the parts that our server.json has, written down by hand, and no
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

const npmPackage = {
  type: "object",
  properties: {
    registryType: { const: "npm" },
    identifier: text,
    version,
    runtimeHint: { enum: ["npx"] },
    transport: {
      type: "object",
      properties: { type: { const: "stdio" } },
      required: ["type"],
      additionalProperties: false,
    },
    packageArguments: { type: "array", items: { anyOf: [positional, named] } },
    environmentVariables: { type: "array", items: pair },
  },
  required: ["registryType", "identifier", "transport", "version"],
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
    packages: { type: "array", items: npmPackage, minItems: 1 },
    remotes: { type: "array", items: remote, minItems: 1 },
  },
  required: ["$schema", "name", "description", "version"],
  additionalProperties: false,
};
