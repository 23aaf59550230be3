import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Processes that tests start (mcp-remote, the demo) load many modules on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
