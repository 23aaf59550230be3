import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/server/kit/errors.ts";
import { openAuditLog } from "../../../src/server/watch/audit-log.ts";
import { readJsonLines, useTempFolders } from "../../support/temp-folder.ts";

const tempFolder = useTempFolders();

describe("an audit log", () => {
  test("contains a line as soon as it is written, in a file that only its owner can read", () => {
    const file = join(tempFolder(), "audit.log");
    const log = openAuditLog(file);
    expect(log.write({ n: 1 })).toBe(true);
    expect(readJsonLines(file)).toEqual([{ n: 1 }]);
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    log.close();
  });

  test("has no line before one is written", () => {
    const file = join(tempFolder(), "audit.log");
    openAuditLog(file).close();
    expect(readFileSync(file, "utf8").trim()).toBe("");
  });

  test("appends to an existing file", () => {
    const file = join(tempFolder(), "audit.log");
    for (const n of [1, 2]) {
      const log = openAuditLog(file);
      log.write({ n });
      log.close();
    }
    expect(readJsonLines(file)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test("continues in a new file after a rotation, without losing a line", () => {
    const file = join(tempFolder(), "audit.log");
    const log = openAuditLog(file);
    renameSync(file, `${file}.1`);
    log.write({ n: 1 });
    log.reopen();
    log.write({ n: 2 });
    expect(readJsonLines(`${file}.1`)).toEqual([{ n: 1 }]);
    expect(readJsonLines(file)).toEqual([{ n: 2 }]);
    log.close();
  });

  test("reports its problem, keeps the lines, and writes them when it can again", () => {
    const file = join(tempFolder(), "audit.log");
    const log = openAuditLog(file);
    rmSync(file);
    mkdirSync(file);
    log.reopen();
    expect(log.problem()).toContain("EISDIR");
    expect(log.write({ n: 1 })).toBe(false);
    expect(log.write({ n: 2 })).toBe(false);
    rmdirSync(file);
    expect(log.problem()).toBeUndefined();
    expect(readJsonLines(file)).toEqual([{ n: 1 }, { n: 2 }]);
    log.close();
  });

  test("reports a line without room as lost, and one that was written as written", () => {
    const file = join(tempFolder(), "audit.log");
    const log = openAuditLog(file);
    rmSync(file);
    mkdirSync(file);
    log.reopen();
    const answers = Array.from({ length: 1001 }, (_, n) => log.write({ n }));
    expect(new Set(answers)).toEqual(new Set([false]));
    rmdirSync(file);
    expect(log.write({ n: 1001 })).toBe(true);
    const written = readJsonLines(file).map(({ n }) => n);
    expect(written).toEqual([...Array.from({ length: 1000 }, (_, n) => n), 1001]);
    log.close();
  });

  test("is checked by a write that does not change its lines", () => {
    const file = join(tempFolder(), "audit.log");
    const log = openAuditLog(file);
    expect(log.check()).toBeUndefined();
    log.write({ n: 1 });
    expect(readFileSync(file, "utf8")).toBe('  {"n":1}\n');
    log.close();
  });

  test.skipIf(!existsSync("/dev/full"))("notices before a change that the disk is full", () => {
    const link = join(tempFolder(), "audit.log");
    const log = openAuditLog(link);
    rmSync(link);
    symlinkSync("/dev/full", link);
    log.reopen();
    expect(log.problem()).toBeUndefined();
    expect(log.check()).toContain("ENOSPC");
    expect(log.problem()).toContain("ENOSPC");
    rmSync(link);
    expect(log.problem()).toBeUndefined();
    log.close();
  });

  test.skipIf(!existsSync("/dev/full"))("on a full disk does not start", () => {
    expect(() => openAuditLog("/dev/full")).toThrow(ConfigError);
    expect(() => openAuditLog("/dev/full")).toThrow(/^AUDIT_LOG "\/dev\/full" cannot be written to: ENOSPC/);
  });

  test("in a folder that does not exist does not start, and says what to do", () => {
    const folder = join(tempFolder(), "nowhere");
    const file = join(folder, "audit.log");
    expect(() => openAuditLog(file)).toThrow(
      new ConfigError(
        `AUDIT_LOG ${JSON.stringify(file)} cannot be written to: the folder ${folder} does not exist. Create it, or set AUDIT_LOG to a file in a folder that exists`,
      ),
    );
  });

  test("in a folder given relative to the working directory names the whole path of it", () => {
    const folder = join(process.cwd(), "no-such-folder");
    expect(() => openAuditLog("no-such-folder/audit.log")).toThrow(`the folder ${folder} does not exist`);
  });

  test("behind a link that leads nowhere shows the system's own words", () => {
    const link = join(tempFolder(), "audit.log");
    symlinkSync(join(tempFolder(), "nowhere", "audit.log"), link);
    expect(() => openAuditLog(link)).toThrow(/cannot be written to: ENOENT/);
  });

  test("says after a rotation that its folder no longer exists", () => {
    const folder = join(tempFolder(), "logs");
    mkdirSync(folder);
    const log = openAuditLog(join(folder, "audit.log"));
    rmSync(folder, { recursive: true });
    log.reopen();
    expect(log.problem()).toContain(`the folder ${folder} does not exist`);
    mkdirSync(folder);
    expect(log.problem()).toBeUndefined();
    log.close();
  });

  test.skipIf(process.getuid?.() === 0)("in a folder that may not be written to does not start", () => {
    const folder = tempFolder();
    chmodSync(folder, 0o500);
    expect(() => openAuditLog(join(folder, "audit.log"))).toThrow(/EACCES/);
  });
});
