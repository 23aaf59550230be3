import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { BUNDLE, DESCRIPTION } from "../scripts/release/registry-entry.ts";

const FOLDER = ".github/workflows";
/** All of the platform's own. */
const ACTIONS = ["checkout", "setup-node", "upload-artifact", "download-artifact", "attest-build-provenance"];
/** Texts that only somebody who may push to the repository can choose. */
const OWN_TEXTS = ["steps.regen.outputs.status"];

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly needs?: string;
  /** Another workflow, instead of steps. */
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

const scripts = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).scripts);
const names = readdirSync(FOLDER);

function workflow(name: string): Workflow {
  return parse(readFileSync(path.join(FOLDER, name), "utf8"));
}

function stepsOf(name: string): Step[] {
  return Object.values(workflow(name).jobs).flatMap(({ steps = [] }) => steps);
}

function usedBy(steps: readonly Step[] = []): readonly string[] {
  return steps.flatMap(({ uses }) => uses?.split("@")[0] ?? []);
}

describe.each(names)("%s", (name) => {
  test("calls only npm scripts that exist", () => {
    const text = stepsOf(name)
      .map(({ run }) => run ?? "")
      .join("\n");
    const called = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script]) => script ?? "");

    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((script) => !scripts.includes(script))).toEqual([]);
  });

  test("uses only actions of the platform itself, each at a commit", () => {
    const used = stepsOf(name).flatMap(({ uses }) => uses ?? []);
    const allowed = ACTIONS.map((action) => `actions/${action}`);

    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((use) => !/^[\w/-]+@[0-9a-f]{40}$/.test(use))).toEqual([]);
    expect(usedBy(stepsOf(name)).filter((action) => !allowed.includes(action))).toEqual([]);
  });

  test("names the same commit for an action everywhere", () => {
    const everywhere = names.flatMap(stepsOf).flatMap(({ uses }) => uses ?? []);
    const used = new Set(stepsOf(name).flatMap(({ uses }) => uses ?? []));

    expect([...used].filter((use) => everywhere.some((other) => isOtherCommit(use, other)))).toEqual([]);
  });

  test("leaves no token in a checkout", () => {
    const checkouts = stepsOf(name).filter(({ uses }) => uses?.startsWith("actions/checkout@"));

    expect(checkouts.length).toBeGreaterThan(0);
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  test("puts no text from outsiders into a command", () => {
    const inserted = stepsOf(name).flatMap(({ run }) => [...(run ?? "").matchAll(/\$\{\{\s*([^}]*?)\s*\}\}/g)]);

    expect(inserted.map(([, text = ""]) => text).filter((text) => !OWN_TEXTS.includes(text))).toEqual([]);
  });
});

function isOtherCommit(use: string, other: string): boolean {
  return use !== other && use.split("@")[0] === other.split("@")[0];
}

test.each(["ci.yml", "api-watch.yml"])("%s has every commit in its first checkout", (name) => {
  const checkout = stepsOf(name).find(({ uses }) => uses?.startsWith("actions/checkout@"));

  expect(checkout?.with).toMatchObject({ "fetch-depth": 0 });
});

test("CI keeps the pictures of the pages, also of a pass that failed", () => {
  const folder = /resolve\("([^"]+)"\)/.exec(readFileSync("test/page/screenshots.ts", "utf8"))?.[1];
  const steps = workflow("ci.yml").jobs["check"]?.steps ?? [];
  const kept = steps.find((step) => step.with?.["path"] === folder);

  expect(kept).toMatchObject({ if: "always()", uses: expect.stringMatching(/^actions\/upload-artifact@/) });
  expect(steps.indexOf(kept as Step)).toBeGreaterThan(steps.findIndex(({ run }) => run === "npm run check"));
});

test("CI may only read, even for a pull request from outside", () => {
  const { permissions, jobs } = workflow("ci.yml");

  expect(permissions).toEqual({ contents: "read" });
  expect(Object.values(jobs).filter((job) => job.permissions !== undefined)).toEqual([]);
});

test("the watch runs weekly and by hand, and only one of its jobs may write", () => {
  const { on, permissions, jobs } = workflow("api-watch.yml");

  expect(Object.keys(on)).toEqual(["schedule", "workflow_dispatch"]);
  expect(on["schedule"]).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/) }]);
  expect(permissions).toEqual({});
  expect(Object.values(jobs).map((job) => job.permissions)).toEqual([{ contents: "write", "pull-requests": "write" }]);
});

describe("a release", () => {
  const { on, permissions, jobs } = workflow("release.yml");
  const step = (job: string, text: RegExp) => jobs[job]?.steps?.find(({ run }) => text.test(run ?? ""));

  test("begins with a tag, and its jobs have only the rights that each needs", () => {
    expect(on).toEqual({ push: { tags: ["v*"] } });
    expect(permissions).toEqual({});
    expect(Object.entries(jobs).map(([name, job]) => [name, job.permissions])).toEqual([
      ["notes", { contents: "read" }],
      ["check", { contents: "read" }],
      ["entry", { contents: "read" }],
      ["image", { contents: "read", packages: "write", "id-token": "write", attestations: "write" }],
      ["publish", { contents: "write", "id-token": "write", attestations: "write" }],
    ]);
  });

  test("publishes nothing before the version and every check are right", () => {
    const { check, entry, image, publish } = jobs;

    expect(step("notes", /release -- --notes "\$GITHUB_REF_NAME"/)).toBeDefined();
    expect([check, entry, image, publish].map((job) => job?.needs)).toEqual(["notes", "check", "entry", "image"]);
    expect(check?.uses).toBe("./.github/workflows/ci.yml");
    expect(workflow("ci.yml").on).toHaveProperty("workflow_call");
    // Otherwise every check would run twice for a tag.
    expect(workflow("ci.yml").on["push"]).toEqual({ branches: ["main"] });
  });

  test("publishes the bundle that CI has built and its entry, with the changelog's section as its notes", () => {
    const uploads = names.flatMap(stepsOf).filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    const paths = new Map(uploads.map((upload) => [upload.with?.["name"], String(upload.with?.["path"])]));
    const downloads =
      jobs["publish"]?.steps?.filter(({ uses }) => uses?.startsWith("actions/download-artifact@")) ?? [];
    const files = downloads.map((download) => path.basename(paths.get(download.with?.["name"]) ?? ""));

    expect(files).toEqual(["digistore24-mcp.mcpb", "notes.md", "server.json"]);
    const create = step("publish", /gh release create/)?.run ?? "";
    expect(create).toContain(` ${BUNDLE} ${DESCRIPTION} `);
    expect(create).toContain(" --notes-file notes.md ");
  });

  test("makes the entry from the bundle that CI has built", () => {
    const download = jobs["entry"]?.steps?.find(({ uses }) => uses?.startsWith("actions/download-artifact@"));

    expect(download?.with).toEqual({ name: "desktop-bundle" });
    expect(step("entry", /--registry-entry "\$GITHUB_REPOSITORY" > entry\/server\.json$/)).toBeDefined();
  });

  test("puts the server's name on the image, by which a registry recognizes it", () => {
    const build = step("image", /docker buildx build/)?.run ?? "";
    const [, printed = ""] = /--label io\.modelcontextprotocol\.server\.name="\$\((jq [^)]*)\)"/.exec(build) ?? [];

    expect(printed).toBe("jq --raw-output .mcpName package.json");
  });

  test("runs no code of ours or of others where it may write to the repository", () => {
    expect(usedBy(jobs["publish"]?.steps)).not.toContain("actions/checkout");
    expect(jobs["publish"]?.steps?.filter(({ run }) => /\b(npm|npx|node)\b/.test(run ?? ""))).toEqual([]);
  });

  test("records where the image and the bundle come from", () => {
    const attested = ["image", "publish"].map((name) =>
      jobs[name]?.steps?.find(({ uses }) => uses?.startsWith("actions/attest-build-provenance@")),
    );
    const build = step("image", /docker buildx build/);
    const outputs = [...(build?.run ?? "").matchAll(/"(\w+)=.*>> "\$GITHUB_OUTPUT"/g)].map(([, output]) => output);

    expect(attested.map((attest) => attest?.with)).toEqual([
      {
        "subject-name": `\${{ steps.${build?.id}.outputs.name }}`,
        "subject-digest": `\${{ steps.${build?.id}.outputs.digest }}`,
        "push-to-registry": true,
        "create-storage-record": false,
      },
      { "subject-path": "digistore24-mcp.mcpb" },
    ]);
    expect(outputs).toEqual(["name", "digest"]);
    expect(build?.run).toContain("--provenance mode=max --sbom true");
  });
});
