import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { runCli } from "./support.ts";

test("the sandbox on a taken port names the port and what to do", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const { code, stderr } = await runCli(["sandbox", "--port", String(port)]);
  taken.close();
  expect(code).toBe(1);
  expect(stderr).toBe(
    `digistore24-mcp: Port ${port} of 127.0.0.1 is in use by another program: stop it, or choose another port (--port; 0 picks a free one)\n`,
  );
});

test.each(["192.0.2.1", "no-such-host.invalid"])("the sandbox on the foreign address %s says so", async (host) => {
  const { code, stderr } = await runCli(["sandbox", "--port", "0", "--host", host]);
  expect(code).toBe(1);
  expect(stderr).toBe(`digistore24-mcp: This machine does not have the address ${host}: choose another (--host)\n`);
});
