import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Programs of others, which need a newer Node.js: `npm run test:interop`.
    exclude: [...configDefaults.exclude, "test/interop/**"],
    // Only what hangs should end by time: builds and programs that tests start take minutes on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
