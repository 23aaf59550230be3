import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { useProcesses } from "../support/processes.ts";

const start = useProcesses();

test.skipIf(!existsSync("/usr/sbin/nginx"))(
  "one of two instances behind nginx is killed and restarted, no other call fails, and none is sent twice",
  async () => {
    const bench = start("scripts/bench/scale-out.ts", ["--seconds", "0.2"]);
    expect(await bench.exit, bench.output()).toBe(0);
    expect(bench.output()).toMatch(/one instance \d+ calls\/s, two \d+ /);
    expect(bench.output()).toMatch(/\d+ failed in flight on it, 0 failed otherwise, 0 were sent to the API twice\n/);
  },
);

test("an argument that it does not understand is refused with the usage", async () => {
  const bench = start("scripts/bench/scale-out.ts", ["--seconds", "none"]);
  expect(await bench.exit).toBe(2);
  expect(bench.output()).toContain("Usage: npm run bench:scale");
});
