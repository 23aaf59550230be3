import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { buildManifest } from "../../../scripts/mcpb/manifest.ts";
import { runRelease } from "../../../scripts/release/run-release.ts";
import { placesOtherThan, VERSION_PLACES } from "../../../scripts/release/version-places.ts";
import { useTempFolders } from "../../support/temp-folder.ts";

const FILES = [...new Set(VERSION_PLACES.map(({ file }) => file))];
const NOW = new Date("2027-03-04T05:06:07Z");
const CHANGES = "### Added\n\n- A thing that operators notice.\n";
const CURRENT = JSON.parse(readFileSync("package.json", "utf8")).version;

const tempFolder = useTempFolders();
let root = "";

const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: "pipe" });
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** A repository with the real files of a release and a changelog with these sections. */
function openRepository(sections: string): void {
  root = tempFolder();
  for (const file of FILES) {
    cpSync(file, join(root, file));
  }
  writeFileSync(join(root, "CHANGELOG.md"), `# Changelog\n\nText in front.\n\n${sections}`);
  git("init", "--initial-branch=main");
  git("config", "user.name", "Test");
  git("config", "user.email", "test@example.com");
  git("add", "--all");
  git("commit", "--message", "test");
}

function release(...args: string[]) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const io = {
    stdout: { write: (text: string) => stdout.push(text) },
    stderr: { write: (text: string) => stderr.push(text) },
  };
  const code = runRelease(args, { root, now: NOW, ...io });
  return { code, stdout: stdout.join(""), stderr: stderr.join("") };
}

beforeEach(() => openRepository(`## [Unreleased]\n\n${CHANGES}`));

test("every place and the desktop bundle have the version of the package", () => {
  expect(placesOtherThan(CURRENT, (file) => readFileSync(file, "utf8"))).toEqual([]);
  expect(buildManifest().version).toBe(CURRENT);
});

test("the files that an operator deploys name the version nowhere else", () => {
  const version = new RegExp(`(?<![\\w.-])${CURRENT.replaceAll(".", "\\.")}(?![\\w.-])`, "g");
  const places = VERSION_PLACES.filter(({ file }) => !file.startsWith("package"));
  const files = execFileSync("git", ["ls-files", "deploy", "compose.yaml", "server.json", "Dockerfile"], {
    encoding: "utf8",
  });
  const found = files
    .trim()
    .split("\n")
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(version)]);

  expect(found).toHaveLength(places.length);
});

describe("a dry run", () => {
  test("prints the change of each file as a diff, and changes nothing", () => {
    const { code, stdout } = release("98.7.6", "--dry-run");

    expect(code).toBe(0);
    for (const { file } of VERSION_PLACES) {
      expect(stdout).toContain(`--- a/${file}\n+++ b/${file}\n`);
    }
    expect(stdout.match(/^-.*\b\d+\.\d+\.\d+\b/gm)).toHaveLength(VERSION_PLACES.length);
    expect(stdout.match(/^\+.*\b98\.7\.6\b/gm)).toHaveLength(VERSION_PLACES.length + 1);
    expect(stdout).toContain("+## [98.7.6] - 2027-03-04\n");
    expect(git("status", "--porcelain")).toBe("");
    expect(git("tag")).toBe("");
  });

  test("prints what git can apply", () => {
    const { stdout } = release("98.7.6", "--dry-run");
    execFileSync("git", ["apply", "-"], { cwd: root, input: stdout.slice(0, stdout.indexOf("\nDry run of")) });
    const applied = [...FILES, "CHANGELOG.md"].map(read);
    git("checkout", "--", ".");

    expect(release("98.7.6").code).toBe(0);
    expect([...FILES, "CHANGELOG.md"].map(read)).toEqual(applied);
  });

  test("says why the release would be refused, and ends with 1", () => {
    writeFileSync(join(root, "new.txt"), "");
    const { code, stdout, stderr } = release("98.7.6", "--dry-run");

    expect(code).toBe(1);
    expect(stdout).toContain("+++ b/package.json");
    expect(stderr).toBe("No release: 1 changes are not committed (new.txt): commit or remove them\n");
  });
});

describe("a release", () => {
  test("commits the version everywhere and tags it", () => {
    const { code, stdout } = release("98.7.6");

    expect(code).toBe(0);
    expect(placesOtherThan("98.7.6", read)).toEqual([]);
    expect(git("status", "--porcelain")).toBe("");
    expect(git("log", "-1", "--format=%s")).toBe("chore(release): 98.7.6\n");
    expect(git("describe", "--exact-match")).toBe("v98.7.6\n");
    expect(stdout).toContain("git push --atomic origin main v98.7.6\n");
  });

  test("dates the changelog's section and opens an empty one", () => {
    release("98.7.6");

    expect(read("CHANGELOG.md")).toBe(
      `# Changelog\n\nText in front.\n\n## [Unreleased]\n\n## [98.7.6] - 2027-03-04\n\n${CHANGES}`,
    );
  });

  test.each(["## [98.7.6]", "## [98.7.6] - Unreleased", "## [98.7.6] - 2027-01-01", "## [Unreleased]\n\n## [98.7.6]"])(
    "takes its version from the changelog's topmost section with changes, below %j",
    (heading) => {
      openRepository(`${heading}\n\n${CHANGES}\n## [${CURRENT}] - 2020-01-01\n\n- Old.\n`);

      expect(release().code).toBe(0);
      expect(git("tag")).toBe("v98.7.6\n");
      expect(read("CHANGELOG.md")).toBe(
        `# Changelog\n\nText in front.\n\n## [Unreleased]\n\n## [98.7.6] - 2027-03-04\n\n${CHANGES}\n## [${CURRENT}] - 2020-01-01\n\n- Old.\n`,
      );
    },
  );

  test("may be the first of the version that the package was begun with, but not the second", () => {
    expect(release(CURRENT).code).toBe(0);
    writeFileSync(
      join(root, "CHANGELOG.md"),
      read("CHANGELOG.md").replace("[Unreleased]", `[Unreleased]\n\n${CHANGES}`),
    );
    git("commit", "--all", "--message", "test");

    expect(release(CURRENT).stderr).toContain(`${CURRENT} does not come after ${CURRENT}`);
  });
});

test.each(["--help", "-h"])("%s prints the usage and makes no release", (option) => {
  const { code, stdout, stderr } = release(option);

  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^Usage: npm run release -- \[VERSION\] \[--dry-run\]\n/);
  expect(git("tag")).toBe("");
});

describe("no release is made and nothing is changed", () => {
  test.each([
    ["without a version", [], "names no version: give one, such as npm run release -- 1.2.3"],
    ["with something else as a version", ["next"], '"next" is not a version: give three numbers, such as 1.2.3'],
    ["with an earlier version", ["0.0.1"], `0.0.1 does not come after ${CURRENT}`],
    ["with two versions", ["1.2.3", "1.2.4"], "there is one version in a release, not 2"],
    ["with an unknown option", ["98.7.6", "--dry"], "Unknown option '--dry'"],
  ])("%s", (_, args, message) => {
    const { code, stderr } = release(...args);

    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(git("tag")).toBe("");
    expect(git("log", "--oneline").trim().split("\n")).toHaveLength(1);
    expect(git("status", "--porcelain")).toBe("");
  });

  test.each([
    ["nothing under Unreleased", "## [Unreleased]\n", ["98.7.6"], "CHANGELOG.md has nothing to release"],
    [
      "only what was released",
      `## [Unreleased]\n\n## [${CURRENT}] - 2020-01-01\n\n- Old.\n`,
      ["98.7.6"],
      "nothing to release",
    ],
    ["another version", `## [98.7.7]\n\n${CHANGES}`, ["98.7.6"], "is [98.7.7], not [98.7.6]"],
  ])("if the changelog has %s", (_, sections, args, message) => {
    openRepository(sections);
    const { code, stderr } = release(...args);

    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(git("status", "--porcelain")).toBe("");
  });

  test("on another branch, with changes, or with a tag of that version; all of it is said at once", () => {
    git("tag", "v98.7.6");
    git("switch", "--create", "other");
    writeFileSync(join(root, "compose.yaml"), `${read("compose.yaml")}# changed\n`);
    const { code, stderr } = release("98.7.6");

    expect(code).toBe(1);
    expect(stderr).toBe(
      "No release: other is checked out: switch to main; 1 changes are not committed (compose.yaml): commit or remove " +
        "them; the tag v98.7.6 exists already: choose a later version\n",
    );
  });

  test("while the places disagree, and each that differs is named", () => {
    writeFileSync(
      join(root, "compose.yaml"),
      read("compose.yaml").replace(/digistore24-mcp:[\d.]+/, "digistore24-mcp:0.0.7"),
    );
    git("commit", "--all", "--message", "test");

    expect(release("98.7.6").stderr).toContain("x-locked-down.image in compose.yaml is 0.0.7");
  });

  test("outside a repository, and git's reason is given", () => {
    rmSync(join(root, ".git"), { recursive: true });

    expect(release("98.7.6").stderr).toMatch(/^No release: git branch failed: .*not a git repository/);
  });
});

describe("the entry for a registry", () => {
  test("names the repository's image and bundle, and leaves server.json as it is", () => {
    writeFileSync(join(root, "digistore24-mcp.mcpb"), "the bundle");
    const { code, stdout } = release("--registry-entry", "owner/name");
    const { packages, version } = JSON.parse(stdout);

    expect(code).toBe(0);
    expect(packages.map(({ identifier }: { identifier: string }) => identifier)).toEqual([
      `ghcr.io/owner/name:${version}`,
      `https://github.com/owner/name/releases/download/v${version}/digistore24-mcp.mcpb`,
    ]);
    expect(git("status", "--porcelain", "server.json")).toBe("");
  });

  test("is refused without the bundle, whose hash it gives", () => {
    expect(release("--registry-entry", "owner/name")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("there is no digistore24-mcp.mcpb whose hash the entry could name"),
    });
  });

  test("is refused for something else than a repository", () => {
    writeFileSync(join(root, "digistore24-mcp.mcpb"), "the bundle");

    expect(release("--registry-entry", "https://github.com/owner/name")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is not a repository: give its owner and name"),
    });
  });
});

describe("the notes of a tag", () => {
  test("are its section of the changelog", () => {
    release("98.7.6");

    expect(release("--notes", "v98.7.6")).toEqual({ code: 0, stdout: CHANGES, stderr: "" });
  });

  test("are refused if what it was put on has another version", () => {
    release("98.7.6");
    const { code, stderr } = release("--notes", "v98.7.7");

    expect(code).toBe(1);
    expect(stderr).toContain("the tag is v98.7.7, but version in package.json is 98.7.6");
  });

  test("are refused if its section has no date", () => {
    expect(release("--notes", `v${CURRENT}`).stderr).toContain(`has no section [${CURRENT}] with a date`);
  });
});
