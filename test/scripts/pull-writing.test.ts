import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takeOver } from "../../scripts/pull/take-over.ts";
import { useTempFolders } from "../support/temp-folder.ts";
import { FIXTURES, readAll, useWorkplaces } from "./pull-support.ts";

const workplace = useWorkplaces();
const tempFolder = useTempFolders();

test("if a file cannot be written, all others stay as they were", async () => {
  const { run, ours, files } = workplace();
  mkdirSync(join(ours, "policy.yaml.pulled"));
  const before = files();
  const { code, stdout, stderr } = await run(join(FIXTURES, "v2"));
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^\S+ cannot be written \(E[A-Z]+\); nothing was changed\n$/);
  rmSync(join(ours, "policy.yaml.pulled"), { recursive: true, force: true });
  expect(files()).toEqual(before);
});

test("if a file cannot be replaced, those that were replaced before are restored", async () => {
  const [from, into] = [tempFolder(), tempFolder()];
  for (const name of ["a.yaml", "b.yaml", "c.yaml"]) {
    writeFileSync(join(from, name), "new\n");
  }
  writeFileSync(join(into, "a.yaml"), "old\n");
  mkdirSync(join(into, "c.yaml/inside"), { recursive: true });
  await expect(takeOver(from, ["a.yaml", "b.yaml", "c.yaml"], into)).rejects.toThrow(
    / cannot be written \(E[A-Z]+\); nothing was changed$/,
  );
  expect(readAll(into)).toEqual({ "a.yaml": "old\n" });
});

test("the command ends with the exit code of its result", async () => {
  const { ours } = workplace();
  const args = ["--import", "tsx", "scripts/pull-openapi.ts", "--into", ours, "--from", join(FIXTURES, "v2")];
  const outcome = await new Promise((resolve) => {
    execFile(process.execPath, [...args, "--dry-run"], (error, stdout, stderr) =>
      resolve({ code: error?.code, title: stdout.split("\n")[0], stderr }),
    );
  });
  expect(outcome).toEqual({ code: 3, title: "# Changes of the API's description", stderr: "" });
});
