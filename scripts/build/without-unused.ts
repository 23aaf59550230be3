import type { Plugin } from "esbuild";

const LIMITERS = ["RateLimiterMemory", "RateLimiterRedis", "RateLimiterRes"];
/** Makes the compiler of a route's schema, which is asked for only if a route has one. */
const NO_COMPILER =
  'module.exports = () => () => { throw new Error("routes have no schema: its compilers are not bundled"); };';

/** Files of packages that load what nothing here uses, and what is bundled in their place. */
const REPLACED: readonly { readonly file: RegExp; readonly contents: string }[] = [
  // Its messages in fifty languages are half of zod. English is not one of these files.
  { file: /zod[\\/]v4[\\/]locales[\\/]index\.js$/, contents: "export {};" },
  // One of its other limiters loads Node's cluster module, which takes a tenth of the start.
  {
    file: /rate-limiter-flexible[\\/]index\.js$/,
    contents: LIMITERS.map((name) => `exports.${name} = require("./lib/${name}.js");`).join("\n"),
  },
  // Its fetch, web sockets, caches and mocks are two thirds of it.
  {
    file: /node_modules[\\/]undici[\\/]index\.js$/,
    contents: ["Client", "Pool"]
      .map((name) => `exports.${name} = require("./lib/dispatcher/${name.toLowerCase()}.js");`)
      .join("\n"),
  },
  // With what they load, they are half of what Fastify brings.
  { file: /@fastify[\\/]ajv-compiler[\\/]index\.js$/, contents: NO_COMPILER },
  { file: /@fastify[\\/]fast-json-stringify-compiler[\\/]index\.js$/, contents: NO_COMPILER },
  // Its validator is for answers to questions that nothing here sends as requests, and loading it takes as long as building its schemas.
  {
    file: /@modelcontextprotocol[\\/]server[\\/]dist[\\/]shimsNode\.mjs$/,
    contents: [
      'export { default as process } from "node:process";',
      "export class DefaultJsonSchemaValidator {",
      '  getValidator() { throw new Error("the validator of JSON Schema is not bundled"); }',
      "}",
    ].join("\n"),
  },
];

/** Keeps code out of the bundle that would only make the start longer. */
export const withoutUnused: Plugin = {
  name: "without-unused",
  setup: ({ onLoad }) => {
    for (const { file, contents } of REPLACED) {
      onLoad({ filter: file }, () => ({ contents }));
    }
  },
};

/** Fails if a package has moved a file that is to be replaced: all that it loads would come back unnoticed. */
export function expectAllReplaced(bundled: readonly string[]): void {
  const missed = REPLACED.filter(({ file }) => !bundled.some((path) => file.test(path)));
  if (missed.length > 0) {
    const files = missed.map(({ file }) => String(file)).join(" and ");
    throw new Error(
      `nothing that is bundled matches ${files}: see where the package has moved it, and correct ${import.meta.url}`,
    );
  }
}
