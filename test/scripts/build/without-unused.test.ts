import { expect, test } from "vitest";
import { expectAllReplaced } from "../../../scripts/build/without-unused.ts";

const FILES = [
  "node_modules/zod/v4/locales/index.js",
  "node_modules/rate-limiter-flexible/index.js",
  "node_modules/undici/index.js",
  "node_modules/@fastify/ajv-compiler/index.js",
  "node_modules/@fastify/fast-json-stringify-compiler/index.js",
  "node_modules/@modelcontextprotocol/server/dist/shimsNode.mjs",
];

test("a build that bundles every file with a replacement passes", () => {
  expect(() => expectAllReplaced(FILES)).not.toThrow();
});

test.each(FILES)("a build without %s fails, because its package must have moved it", (missing) => {
  const bundled = FILES.filter((file) => file !== missing);
  expect(() => expectAllReplaced(bundled)).toThrow(/^nothing that is bundled matches .+: see where the package/);
});
