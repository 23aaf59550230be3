import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Programs of others, which need a newer Node.js: `npm run test:interop`.
    exclude: [...configDefaults.exclude, "test/interop/**"],
    // Processes that tests start (mcp-remote, the demo) load many modules on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
