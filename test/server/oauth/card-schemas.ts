import { z } from "zod";

/**
 * The published schema of server cards (v1) and the specification of AI catalogs (0.9), as far as they concern us, and no
 * field besides: a field of our own, such as a list of tools, must not get in.
 */
const input = z.strictObject({
  description: z.string().optional(),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  format: z.enum(["string", "number", "boolean", "filepath"]).optional(),
  default: z.string().optional(),
  placeholder: z.string().optional(),
  value: z.string().optional(),
  choices: z.array(z.string()).optional(),
});

const variables = z.record(z.string(), input).optional();

const remote = z.strictObject({
  type: z.enum(["streamable-http", "sse"]),
  url: z.url({ protocol: /^https?$/ }),
  headers: z.array(z.strictObject({ ...input.shape, name: z.string().min(1), variables })).optional(),
  variables,
  supportedProtocolVersions: z.array(z.iso.date()).optional(),
});

const label = z.string().min(1).max(100);

export const SERVER_CARD = z.strictObject({
  $schema: z.literal("https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json"),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-z\d.-]+\/[\w.-]+$/i),
  // One version, never a range of them.
  version: z
    .string()
    .max(255)
    .regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/),
  description: label,
  title: label.optional(),
  websiteUrl: z.url().optional(),
  remotes: z.array(remote).optional(),
});

const entry = z.strictObject({
  // A domain, one or more categories, and a name.
  identifier: z.string().regex(/^urn:air(:[\w.-]+){3,}$/),
  type: z.string().regex(/^application\/[\w.-]+\+json$/),
  url: z.url(),
});

export const AI_CATALOG = z.strictObject({
  specVersion: z.string().regex(/^\d+\.\d+$/),
  entries: z.array(entry),
});
