import { defineConfig } from "vitest/config";

/** Apart from the other tests: these need programs and a Node.js of their own. See `main.ts`. */
export default defineConfig({
  test: {
    include: ["test/interop/*.test.ts", "test/e2e/clients.test.ts", "test/cli/stdio.test.ts"],
    // For `stdio.test.ts`, which starts the built command.
    globalSetup: ["test/support/suite/build-once.ts"],
    // Some of the libraries log whatever they do.
    silent: "passed-only",
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
