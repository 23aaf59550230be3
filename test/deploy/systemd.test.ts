import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig, VARIABLE_NAMES } from "../../src/server/start/config/config.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { MAX_STOP_SECONDS } from "./longest-call.ts";
import { isInstalled } from "./proxies.ts";
import { readUnit, UNIT_FILE } from "./systemd-unit.ts";

const tempFolder = useTempFolders();
const { command, environment, value } = readUnit();
/** Out of 10, which systemd calls unsafe; it calls 1.x OK. */
const MAX_EXPOSURE = 20;

describe("the unit", () => {
  test("sets only variables that the server reads", () => {
    expect(Object.keys(environment).filter((name) => ![...VARIABLE_NAMES, "NODE_ENV"].includes(name))).toEqual([]);
    expect(() => readConfig(environment)).not.toThrow();
  });

  test("can write next to its audit log and nowhere else", () => {
    expect(environment["AUDIT_LOG"]).toMatch(new RegExp(`^/var/log/${value("LogsDirectory")}/`));
    expect(value("ProtectSystem")).toBe("strict");
    expect(value("DynamicUser")).toBe("yes");
  });

  test("has the time to finish the longest call, and is started again after a defect", () => {
    expect(Number(value("TimeoutStopSec"))).toBeGreaterThan(MAX_STOP_SECONDS);
    expect(value("Restart")).toBe("on-failure");
  });

  test("is not started for ever with a wrong value", () => {
    const untilTheLastStart = Number(value("StartLimitBurst")) * Number(value("RestartSec"));
    expect(untilTheLastStart).toBeGreaterThan(10);
    expect(untilTheLastStart).toBeLessThan(Number(value("StartLimitIntervalSec")));
  });

  test("runs the command that the package has", () => {
    const { bin } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(command).toEqual(["/usr/bin/node", bin["digistore24-mcp"], "serve"]);
  });
});

describe.skipIf(!isInstalled("systemd-analyze", "--version"))("systemd-analyze", () => {
  test("finds nothing wrong with the unit", () => {
    // Node.js may be installed elsewhere on the test machine.
    const file = join(tempFolder(), "digistore24-mcp.service");
    writeFileSync(file, readFileSync(UNIT_FILE, "utf8").replace("/usr/bin/node", process.execPath));
    const { status, stdout, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", file], { encoding: "utf8" });

    // It also reads the machine's own units, which are not ours.
    expect(`${stdout}${stderr}`.split("\n").filter((line) => line.includes("digistore24-mcp"))).toEqual([]);
    expect(status).toBe(0);
  });

  test("finds it well closed off", () => {
    const limit = ["--offline=true", `--threshold=${MAX_EXPOSURE}`];
    const { status, stdout } = spawnSync("systemd-analyze", ["security", ...limit, UNIT_FILE], { encoding: "utf8" });

    expect(status, stdout).toBe(0);
  });
});
