import { describe, expect, test } from "vitest";
import { connectClient } from "../support/endpoint.ts";
import { Browser, DEVELOPER_KEY, SECRET, targetOf } from "../support/oauth.ts";
import { useBuiltCommand } from "../support/processes.ts";
import { SERVED_TOOL_COUNT } from "../support/published-tools.ts";

const start = useBuiltCommand();

describe("the demo", () => {
  test("runs the published examples and ends by itself with --once", async () => {
    const demo = start(["demo", "--once"]);
    expect(await demo.exit, demo.output()).toBe(0);
    const output = demo.output();
    expect(output).toContain(`Connected. ${SERVED_TOOL_COUNT} tools.`);
    expect(output).toMatch(/=> Product \d+ “Webinar October” was created and is inactive\. Its prices: 89\.99 EUR\./);
    expect(output).toMatch(/=> Product \d+ “Course XYZ” was created\./);
    expect(output).toContain("=> LAUNCH10 takes 10% off products 12345 and 67890 for seven days.");
    expect(output).toMatch(
      /=> [1-9]\d* transactions of the last 12 months belong to the [1-9]\d* yearly subscriptions/,
    );
    expect(output).toMatch(/=> [1-9]\d* of [1-9]\d* sales of product 67890 have payments in progress\./);
  });

  test("prints a configuration that works, stays up, and ends cleanly on Ctrl-C", async () => {
    const demo = start(["demo"]);
    await demo.until(/Press Ctrl-C to stop/);
    const config = /^\{\n {2}"mcpServers"[\s\S]*?^\}$/m.exec(demo.output())?.[0] ?? "";
    const { url, headers } = JSON.parse(config).mcpServers.digistore24;
    const client = await connectClient(url, headers.Authorization.replace("Bearer ", ""));
    expect((await client.listTools()).tools).toHaveLength(SERVED_TOOL_COUNT);
    await client.close();
    demo.kill("SIGINT");
    expect(await demo.exit).toBe(0);
  });

  test("also ends cleanly on Ctrl-C in the middle of its examples", async () => {
    const demo = start(["demo"]);
    await demo.until(/^1\. /m);
    demo.kill("SIGINT");
    expect(await demo.exit).toBe(0);
    expect(demo.output()).not.toContain("The demo stopped");
  });

  test("ends with --web and --once after the browser has the answer of the first connection", async () => {
    const demo = start(["demo", "--web", "--once"]);
    const [, address = ""] = await demo.until(/^(http:\S+)$[\s\S]*Press Ctrl-C to stop/m);
    const consent = targetOf(await fetch(address, { redirect: "manual" }));
    const browser = new Browser(consent.origin);
    const page = await (await browser.open(consent.href)).text();
    const answer = await fetch(targetOf(await browser.send(page, { decision: "cancel" })));
    expect(await answer.text()).toContain("<h1>The agent got no access</h1>");
    expect(await demo.exit).toBe(0);
    expect(demo.output()).toContain("=> The agent gets no access: The person did not agree.");
  });

  test("stays up with --web, and ends cleanly on Ctrl-C", async () => {
    const demo = start(["demo", "--web"]);
    await demo.until(/Press Ctrl-C to stop/);
    demo.kill("SIGINT");
    expect(await demo.exit).toBe(0);
  });

  test("names an unknown option and how to call it", async () => {
    const demo = start(["demo", "--onec"]);
    expect(await demo.exit).toBe(2);
    expect(demo.output()).toContain("digistore24-mcp: unknown option '--onec'\n(Did you mean --once?)");
  });
});

describe("the server", () => {
  test("prints its address once it is ready, and that it can be opened in a browser", async () => {
    const server = start(["serve"], { PORT: "0", LOG_LEVEL: "info" });
    const [, url = ""] = await server.until(
      /ready at (http:\/\/127\.0\.0\.1:\d+\/) and \S+\/mcp; open it in a browser/,
    );
    const page = await fetch(url, { headers: { accept: "text/html" } });
    expect(await page.text()).toContain("Connect your agent");
    expect(server.output()).not.toContain("web agents");
  });

  test.each([
    {
      key: "",
      line: "web agents connect at https://mcp.example.com/mcp; people enter an API key on its page, because DIGISTORE24_DEVELOPER_KEY is not set",
    },
    {
      key: DEVELOPER_KEY,
      line: "web agents connect at https://mcp.example.com/mcp; people agree on Digistore24's own page or enter an API key",
    },
  ])("prints where web agents connect, and whether that is on Digistore24's own page", async ({ key, line }) => {
    const env = { PUBLIC_URL: "https://mcp.example.com", OAUTH_SECRETS: SECRET, DIGISTORE24_DEVELOPER_KEY: key };
    const server = start(["serve"], { PORT: "0", LOG_LEVEL: "info", ...env });
    const [, printed] = await server.until(/"msg":"(web agents connect[^"]*)"/);
    expect(printed).toBe(line);
  });

  test("prints the settings in effect", async () => {
    const server = start(["serve"], {
      PORT: "0",
      LOG_LEVEL: "info",
      MONEY_LIMIT: "EUR 500/day",
      CONFIRM: "destructive",
    });
    const [line = ""] = await server.until(/^.*"msg":"settings in effect".*$/m);
    expect(JSON.parse(line)).toMatchObject({
      address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/),
      moneyLimit: ["EUR 500/day"],
      confirm: "destructive",
      oauth: "off",
    });
  });

  test("prints its address, serves, and ends with 0 on SIGTERM", async () => {
    const server = start(["serve"], { PORT: "0", LOG_LEVEL: "info" });
    const [, url] = await server.until(/listening at (http:\/\/127\.0\.0\.1:\d+)/);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    server.kill("SIGTERM");
    expect(await server.exit).toBe(0);
  });

  test("refuses a wrong variable with one line that names it", async () => {
    const server = start(["serve"], { PORT: "eighty", DIGISTORE24_SURFACE: "all" });
    expect(await server.exit).toBe(1);
    expect(server.output().trim().split("\n")).toEqual([
      'digistore24-mcp: PORT must be a whole number from 0 to 65535, got "eighty" (example: PORT=3000); DIGISTORE24_SURFACE must be one of published, full, got "all" (example: DIGISTORE24_SURFACE=full)',
    ]);
  });

  test("refuses a taken port with one line", async () => {
    const first = start(["serve"], { PORT: "0", LOG_LEVEL: "info" });
    const [, port = ""] = await first.until(/listening at http:\/\/127\.0\.0\.1:(\d+)/);
    const second = start(["serve"], { PORT: port, LOG_LEVEL: "silent", AUDIT_LOG: "off" });
    expect(await second.exit).toBe(1);
    expect(second.output().trim()).toMatch(
      /^digistore24-mcp: Port \d+ of 127\.0\.0\.1 is in use by another program: stop it, or choose another port .*$/,
    );
  });
});
