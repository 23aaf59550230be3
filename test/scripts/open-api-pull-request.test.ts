import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";

const SCRIPT = path.resolve(".ci/open-api-pull-request");
const BOT = "41898282+github-actions[bot]@users.noreply.github.com";
const run = promisify(execFile);

/** Stands in for GitHub: records its calls, and answers a list with the file's text. */
const GH = `#!/usr/bin/env bash
echo "$*" >> "$FAKE_GH/calls"
if [ "$1 $2" = "pr list" ]; then cat "$FAKE_GH/open" 2>/dev/null || true; fi
`;

let folder: string;
let work: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "pull-request-"));
  work = path.join(folder, "work");
  await mkdir(path.join(folder, "bin"));
  await writeFile(path.join(folder, "bin/gh"), GH);
  await chmod(path.join(folder, "bin/gh"), 0o755);
  await writeFile(path.join(folder, "body.md"), "What changed.\n");
  await git(folder, "init", "--quiet", "--bare", "-b", "main", "origin.git");
  await git(folder, "clone", "--quiet", "origin.git", "work");
  await git(work, "checkout", "--quiet", "-b", "main");
  await commit("openapi.yaml", "one\n", "person@example.com");
  await git(work, "push", "--quiet", "origin", "main");
});

afterEach(() => rm(folder, { recursive: true }));

test("the first run pushes the branch and opens the pull request with the report", async () => {
  await writeFile(path.join(work, "openapi.yaml"), "two\n");

  expect(await openPullRequest()).toBe(0);
  expect(await git(work, "ls-remote", "--heads", "origin")).toContain("refs/heads/api-watch");
  expect(await git(work, "show", "origin/api-watch:openapi.yaml")).toBe("two\n");
  expect(await git(work, "log", "-1", "--format=%ae", "origin/api-watch")).toBe(`${BOT}\n`);
  expect((await calls()).at(-1)).toBe(
    `pr create --head api-watch --base main --title feat(openapi): take over changes of the Digistore24 API --body-file ${folder}/body.md`,
  );
});

test("the next run updates the same pull request, from the newest state of the base", async () => {
  await writeFile(path.join(work, "openapi.yaml"), "two\n");
  await openPullRequest();
  await git(work, "reset", "--quiet", "--hard", "origin/main");
  await writeFile(path.join(folder, "open"), "7\n");
  await writeFile(path.join(work, "openapi.yaml"), "three\n");

  expect(await openPullRequest()).toBe(0);
  expect(await git(work, "show", "origin/api-watch:openapi.yaml")).toBe("three\n");
  expect(await git(work, "rev-list", "--count", "origin/main..origin/api-watch")).toBe("1\n");
  expect((await calls()).at(-1)).toMatch(/^pr edit 7 --title .* --body-file /);
  expect((await calls()).filter((call) => call.startsWith("pr create"))).toHaveLength(1);
});

test("a person's commit on the open pull request is never overwritten", async () => {
  await git(work, "checkout", "--quiet", "-b", "api-watch");
  await commit("policy.yaml", "reviewed\n", "person@example.com");
  await git(work, "push", "--quiet", "origin", "api-watch");
  await git(work, "checkout", "--quiet", "main");
  await writeFile(path.join(folder, "open"), "7\n");
  await writeFile(path.join(work, "openapi.yaml"), "three\n");

  expect(await openPullRequest()).toBe(1);
  expect(await git(work, "show", "origin/api-watch:policy.yaml")).toBe("reviewed\n");
  expect((await calls()).filter((call) => !call.startsWith("pr list"))).toEqual([]);
});

test("a change that changes no file is reported, without an empty pull request", async () => {
  expect(await openPullRequest()).toBe(1);
  expect((await calls()).filter((call) => !call.startsWith("pr list"))).toEqual([]);
});

async function openPullRequest(): Promise<number> {
  const env = { ...process.env, PATH: `${folder}/bin:${process.env["PATH"]}`, FAKE_GH: folder, BASE_BRANCH: "main" };
  return run(SCRIPT, [path.join(folder, "body.md")], { cwd: work, env }).then(
    () => 0,
    (error: { code: number }) => error.code,
  );
}

async function calls(): Promise<string[]> {
  return (await readFile(path.join(folder, "calls"), "utf8")).trim().split("\n");
}

async function commit(file: string, text: string, email: string): Promise<void> {
  await writeFile(path.join(work, file), text);
  await git(work, "add", "--all");
  await git(work, "-c", "user.name=Test", "-c", `user.email=${email}`, "commit", "--quiet", "-m", "test");
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  return (await run("git", ["-C", cwd, ...args])).stdout;
}
