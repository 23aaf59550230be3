import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readConfig, VARIABLE_NAMES } from "../../src/server/start/config/config.ts";
import { readCompose, withDefaults } from "./compose.ts";
import { imageEnvironment, parseDockerfile } from "./dockerfile.ts";
import { MAX_STOP_SECONDS } from "./longest-call.ts";

const services = readCompose();
const stage = parseDockerfile().stages.at(-1);
const inImage = stage ? imageEnvironment(stage) : {};

describe.each(Object.entries(services))("the service %s", (_, service) => {
  test("cannot write, gains no rights and has limited resources", () => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      mem_limit: expect.stringMatching(/^\d+m$/),
      pids_limit: expect.any(Number),
    });
  });

  test("has the time to finish the longest call", () => {
    expect(Number.parseInt(service.stop_grace_period ?? "", 10)).toBeGreaterThan(MAX_STOP_SECONDS);
  });

  test("can be reached from this machine only", () => {
    expect((service.ports ?? []).filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  });

  test("sets only variables that the server reads, to values that it accepts", () => {
    const environment = withDefaults(service.environment);

    expect(Object.keys(environment).filter((name) => !VARIABLE_NAMES.includes(name))).toEqual([]);
    expect(() => readConfig({ ...inImage, ...environment })).not.toThrow();
  });
});

test("the endpoint takes every variable from .env or the shell, except the addresses that belong to the container", () => {
  const environment = Object.entries(services["endpoint"]?.environment ?? {});
  const taken = environment.filter(([name, value]) => value.startsWith(`\${${name}:-`)).map(([name]) => name);

  expect(VARIABLE_NAMES.filter((name) => !taken.includes(name))).toEqual(["PORT", "HOST", "METRICS_HOST"]);
  expect(Object.fromEntries(environment)).toMatchObject({ PORT: "3000", HOST: "0.0.0.0", METRICS_HOST: "0.0.0.0" });
});

test("a misspelled name in .env reaches the endpoint, which refuses it, but .env cannot move its addresses", () => {
  const { env_file: files, environment, ports } = services["endpoint"] ?? {};
  const inContainer = (file: object) => ({ ...inImage, ...file, ...withDefaults(environment) });

  expect(files).toEqual([{ path: ".env", required: false }]);
  expect(() => readConfig(inContainer({ MONEY_LIMITS: "EUR 5/day" }))).toThrow("the nearest is MONEY_LIMIT");
  expect(() => readConfig(inContainer({ CONFIRMS: "destructive" }))).toThrow("the nearest is CONFIRM");
  const { port, host } = readConfig(inContainer({ PORT: "8080", HOST: "127.0.0.1" }));
  expect([`127.0.0.1:3000:${port}`, host]).toEqual([ports?.[0], "0.0.0.0"]);
});

test("the secrets in .env cannot get into the repository", () => {
  expect(spawnSync("git", ["check-ignore", "--quiet", ".env"]).status).toBe(0);
});

test("without a profile only the endpoint starts, and it calls the real API", () => {
  const always = Object.entries(services).filter(([, { profiles }]) => profiles === undefined);

  expect(always.map(([name]) => name)).toEqual(["endpoint"]);
  expect(readConfig({ ...inImage, ...withDefaults(services["endpoint"]?.environment) })).toMatchObject({
    host: "0.0.0.0",
    port: 3000,
    allowedHosts: ["localhost"],
    apiUrl: readConfig({}).apiUrl,
    surface: "published",
  });
});

test("with the profile the sandbox starts, and an endpoint that waits for it and calls nothing else", () => {
  const { sandbox, trial } = services;
  const [, port] = /--port=(\d+)/.exec(sandbox?.command?.join(" ") ?? "") ?? [];

  expect([sandbox?.profiles, trial?.profiles]).toEqual([["sandbox"], ["sandbox"]]);
  expect(trial?.depends_on).toEqual({ sandbox: { condition: "service_healthy" } });
  expect(trial?.environment).toEqual({ DIGISTORE24_API_URL: `http://sandbox:${port}/api/call` });
  expect(sandbox?.healthcheck?.test.join(" ")).toContain(`http://127.0.0.1:${port}/`);
});

test("the sandbox's pages are named by the address under which a browser on this machine opens them", () => {
  const { sandbox } = services;
  const [published = "", ...others] = sandbox?.ports ?? [];
  const [host, outside] = published.split(":");

  expect(others).toEqual([]);
  expect(sandbox?.command).toContain(`--public-url=http://${host}:${outside}`);
  expect(readFileSync("docs/operating.md", "utf8")).toContain(`http://${host}:${outside}/`);
});

test("the file gives the same commands as the operating guide", () => {
  const operating = readFileSync("docs/operating.md", "utf8");
  const commands = [...readFileSync("compose.yaml", "utf8").matchAll(/^# (docker compose .*?) {2,}/gm)];

  expect(commands).toHaveLength(2);
  expect(commands.filter(([, command = ""]) => !operating.includes(command))).toEqual([]);
});
