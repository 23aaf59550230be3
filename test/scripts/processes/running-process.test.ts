import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { hasEnded, stopProcess } from "../../../scripts/processes/running-process.ts";

test("a running process is stopped by the signal", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  await stopProcess(child, "SIGKILL");
  expect([hasEnded(child), child.signalCode]).toEqual([true, "SIGKILL"]);
});

test("a process that has ended is not waited for, so its later errors are not taken for errors of stopping it", async () => {
  const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
  await once(child, "exit");
  await stopProcess(child);
  expect([child.listenerCount("exit"), child.listenerCount("error")]).toEqual([0, 0]);
});
