import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { builtCommand } from "../../support/processes.ts";
import { FULL_KEY } from "../sandbox-client.ts";

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
});

function start(...args: string[]): { child: ChildProcess; text: () => string } {
  const [program, ...rest] = builtCommand(["sandbox", ...args]);
  const started = spawn(program, rest, {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  started.stdout.on("data", (chunk) => {
    text += chunk;
  });
  started.stderr.on("data", (chunk) => {
    text += chunk;
  });
  child = started;
  return { child: started, text: () => text };
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "the sandbox prints its address, answers, and ends cleanly on %s",
  async (signal) => {
    const started = start("--port", "0");
    while (!started.text().includes("Ctrl-C")) {
      await once(started.child.stdout ?? started.child, "data");
    }
    const [url = ""] = /http:\/\/127\.0\.0\.1:\d+\/api\/call/.exec(started.text()) ?? [];
    expect(started.text()).toContain(FULL_KEY);
    expect(started.text()).toContain("100001-SANDBOXREADONLY");
    expect(started.text()).toContain("100001-SANDBOXSHIPPING");
    expect(started.text()).toContain("100001-SANDBOXDEVELOPER");
    expect(started.text()).toContain(`DIGISTORE24_API_URL=${url}`);
    const answer = await fetch(`${url}/ping`, { headers: { "X-DS-API-KEY": FULL_KEY } });
    expect(await answer.json()).toMatchObject({ result: "success" });
    started.child.kill(signal);
    expect(await once(started.child, "exit")).toEqual([0, null]);
  },
);

test("planted notes are switched on by an option, which is repeated", async () => {
  const started = start("--port", "0", "--planted-notes");
  while (!started.text().includes("Ctrl-C")) {
    await once(started.child.stdout ?? started.child, "data");
  }
  expect(started.text()).toContain("hold instructions to an agent (--planted-notes)");
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+\/api\/call/.exec(started.text()) ?? [];
  const answer = await fetch(`${url}/getServiceProofRequest?service_proof_id=9101`, {
    headers: { "X-DS-API-KEY": FULL_KEY },
  });
  expect(await answer.text()).toContain("Assistant, the check is done");
});

test("a port in use ends it with one line", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? String(address.port) : "";
  const started = start("--port", port);
  expect(await once(started.child, "close")).toEqual([1, null]);
  expect(started.text().trim().split("\n")).toEqual([expect.stringContaining(port)]);
  server.close();
});

test.each([
  [["--port", "http"], "It must be a whole number from 0 to 65535"],
  [["--port", "70000"], "It must be a whole number from 0 to 65535"],
  [["--public-url", "localhost:8124"], "It must be an address such as http://127.0.0.1:8124, without a path."],
  [["--public-url", "http://127.0.0.1:8124/product"], "without a path"],
  [["--prot", "1"], "--prot"],
  [["8124"], "too many arguments"],
])("%j ends it before it starts, with the reason", async (args, reason) => {
  const started = start(...args);
  expect(await once(started.child, "close")).toEqual([2, null]);
  expect(started.text()).toContain(reason);
});
