import type { Plugin } from "esbuild";

/** Leaves out zod's messages in fifty languages, half of its code. English is not one of these files. */
export const withoutLocales: Plugin = {
  name: "without-locales",
  setup: ({ onLoad }) => {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export {};" }));
  },
};
