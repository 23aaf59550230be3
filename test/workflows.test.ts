import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const FOLDER = ".github/workflows";
const ACTIONS = ["actions/checkout", "actions/setup-node"];

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { permissions?: Readonly<Record<string, string>>; steps: readonly Step[] }>>;
}

const scripts = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).scripts);
const names = readdirSync(FOLDER);

function workflow(name: string): Workflow {
  return parse(readFileSync(path.join(FOLDER, name), "utf8"));
}

function stepsOf(name: string): Step[] {
  return Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);
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

  test("uses no action but checkout and setup-node, each at a commit", () => {
    const used = stepsOf(name).flatMap(({ uses }) => uses ?? []);

    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((use) => !/^[\w/-]+@[0-9a-f]{40}$/.test(use))).toEqual([]);
    expect(used.map((use) => use.split("@")[0]).filter((action) => !ACTIONS.includes(action ?? ""))).toEqual([]);
  });

  test("leaves no token in the checkout, and has every commit there", () => {
    const checkout = stepsOf(name).find(({ uses }) => uses?.startsWith("actions/checkout@"));

    expect(checkout?.with).toMatchObject({ "persist-credentials": false, "fetch-depth": 0 });
  });

  test("puts no text from outsiders into a command", () => {
    const inserted = stepsOf(name).flatMap(({ run }) => [...(run ?? "").matchAll(/\$\{\{\s*([^}]*?)\s*\}\}/g)]);

    expect(
      inserted.map(([, expression]) => expression).filter((text) => text !== "steps.regen.outputs.status"),
    ).toEqual([]);
  });
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
