import type { Plugin } from "esbuild";

const LIMITERS = ["RateLimiterMemory", "RateLimiterRedis", "RateLimiterRes"];

/** Files of packages that load what nothing here uses, and what is bundled in their place. */
const REPLACED: readonly { readonly file: RegExp; readonly contents: string }[] = [
  // Its messages in fifty languages are half of zod. English is not one of these files.
  { file: /zod[\\/]v4[\\/]locales[\\/]index\.js$/, contents: "export {};" },
  // One of its other limiters loads Node's cluster module, which takes a tenth of the start.
  {
    file: /rate-limiter-flexible[\\/]index\.js$/,
    contents: LIMITERS.map((name) => `exports.${name} = require("./lib/${name}.js");`).join("\n"),
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
