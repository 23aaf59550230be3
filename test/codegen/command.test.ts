import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { run as runRegen } from "../../codegen/main.ts";
import { writeFiles } from "../../codegen/output.ts";
import { generate } from "../../codegen/pipeline.ts";
import { captureOutput } from "../support/capture-output.ts";
import { type Changes, filesIn, inputsIn, ORDERS, SHOPS, withFolder, withOrders } from "./orders-fixture.ts";

const GENERATED = [
  "README.md",
  "TOOLS.md",
  "answer-fields.ts",
  "api-types.ts",
  "example-answers.ts",
  "manifest.json",
  "tools/index.ts",
  "tools/order-changes.ts",
  "tools/orders.ts",
];

describe.concurrent("npm run regen", () => {
  test("writes every file into a folder that is not there yet, and says so", async () => {
    await withFolder(async (folder) => {
      const out = `${folder}/not/there`;

      expect(await regen(ORDERS, "--out", out)).toEqual({
        code: 0,
        stderr: "",
        stdout: `9 files in ${out}, 9 written or removed
  missing  README.md
  missing  TOOLS.md
  missing  answer-fields.ts
  missing  api-types.ts
  missing  example-answers.ts
  missing  manifest.json
  missing  tools/index.ts
  missing  tools/order-changes.ts
  missing  tools/orders.ts
${uncompared(out)}`,
      });
      expect(await namesIn(out)).toEqual(GENERATED);
    });
  });

  test("names a pattern that it leaves out, and generates the rest", async () => {
    const changes: Changes = {
      "openapi.yaml": (text) => text.replace("maxLength: 63", () => "maxLength: 63, pattern: '^\\p{L}+$'"),
    };
    await withOrders(changes, async (folder) => {
      const { code, stdout } = await regen(inputsIn(folder), "--out", `${folder}/out`);

      expect(code).toBe(0);
      expect(stdout).toContain("/address/properties/street/pattern: pattern `^\\p{L}+$` is left out");
      expect((await filesIn(`${folder}/out`))?.["tools/orders.ts"]).not.toContain("p{L}");
    });
  });

  test("has nothing to do the second time", async () => {
    await withFolder(async (folder) => {
      await regen(ORDERS, "--out", folder);
      const first = await filesIn(folder);

      expect(await regen(ORDERS, "--out", folder)).toEqual({
        code: 0,
        stderr: "",
        stdout: `9 files in ${folder}, all as they were\n${uncompared(folder)}`,
      });
      expect(await namesIn(folder)).toEqual(GENERATED);
      expect(await filesIn(folder)).toEqual(first);
    });
  });

  test("repairs a folder of broken files, and removes files that no operation yields", async () => {
    await withFolder(async (folder) => {
      await writeFiles(await generate(ORDERS), folder);
      const first = await filesIn(folder);
      await writeFile(path.join(folder, "tools/index.ts"), "import {{{ <<<<<<< HEAD\n");
      await writeFile(path.join(folder, "tools/refunds.ts"), `${first?.["tools/orders.ts"]}export const = ;\n`);
      await mkdir(path.join(folder, "old"));
      await writeFile(path.join(folder, "old/TOOLS.md"), first?.["TOOLS.md"] ?? "");

      expect(await regen(ORDERS, "--out", folder)).toEqual({
        code: 0,
        stderr: "",
        stdout: `9 files in ${folder}, 3 written or removed
  orphan   old/TOOLS.md
  changed  tools/index.ts   first difference at line 1
  orphan   tools/refunds.ts
${uncompared(folder)}`,
      });
      expect(await filesIn(folder)).toEqual(first);
    });
  });

  test("ends without a stack trace if its output is not read to the end", async () => {
    await withFolder(async (folder) => {
      const { code, stderr } = await runProcess(regenArguments(ORDERS, "--out", folder), { closesOutput: true });

      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(await namesIn(folder)).toEqual(GENERATED);
    });
  });

  test("names the unreviewed tools, and the way to review them", async () => {
    await withFolder(async (folder) => {
      const { stdout } = await regen(SHOPS, "--out", folder);

      expect(stdout.split("\n").at(-2)).toBe(
        "Not reviewed and served nowhere: GetDeliverable-types. Check their marks in openapi/policy.yaml, then set reviewed: true there.",
      );
    });
  });

  test("reports the changes since the last commit, and nothing once they are committed", async () => {
    const required = (text: string) => text.replace("note: { type: string }", "note: { type: string, maxLength: 9 }");
    await withOrders({ "paths/createOrder.yaml": required }, async (inputs) => {
      await withFolder(async (folder) => {
        const out = `${folder}/generated`;
        await git(folder, "init", "--quiet");
        await writeFiles(await generate(ORDERS), out);
        await commitAll(folder);

        const { stdout } = await regen(inputsIn(inputs), "--out", out);
        await commitAll(folder);
        const { stdout: again } = await regen(inputsIn(inputs), "--out", out);

        expect(stdout).toContain(`Tools against the last commit: 1 changed, 1 incompatibly
  changed  PostCreateorder
    incompatible note: maxLength none → 9
`);
        expect(again.split("\n").slice(1)).toEqual(["Tools against the last commit: no difference", ""]);
      });
    });
  });

  test("writes nothing when there is a problem, and ends with 1 and no stack", async () => {
    await withOrders({ "policy.yaml": (text) => text.replaceAll("cancelOrder", "cancelOrders") }, async (inputs) => {
      await withFolder(async (folder) => {
        await writeFiles(await generate(ORDERS), folder);
        await writeFile(path.join(folder, "TOOLS.md"), "changed by hand\n");
        await writeFile(path.join(folder, "orphan.ts"), "");
        const before = await filesIn(folder);

        expect(await runProcess(regenArguments(inputsIn(inputs), "--out", folder))).toEqual({
          code: 1,
          stdout: "",
          stderr: `${inputs}/paths/cancelOrder.yaml#/delete: cancelOrder has no mark; add one to the policy, under its toolset
${inputs}/policy.yaml#/order-changes/cancelOrders: marks cancelOrders, which the description does not have; remove or correct it
2 problems; nothing was written
`,
        });
        expect(await namesIn(folder)).toEqual([...GENERATED.slice(0, 6), "orphan.ts", ...GENERATED.slice(6)]);
        expect(await filesIn(folder)).toEqual(before);
      });
    });
  });

  test("reports a reference that refers to itself instead of following it for ever", async () => {
    const loop = (text: string) => `${text}    Loop: { $ref: "#/components/schemas/Loop" }\n`;
    await withOrders({ "openapi.yaml": loop }, async (inputs) => {
      expect(await regen(inputsIn(inputs), "--out", `${inputs}/out`)).toEqual({
        code: 1,
        stdout: "",
        stderr: `${inputs}/openapi.yaml#/components/schemas/Loop: \`$ref\` #/components/schemas/Loop is part of a cycle; write the schema out to the depth that is needed
1 problem; nothing was written
`,
      });
      expect(await filesIn(`${inputs}/out`)).toBeUndefined();
    });
  });

  test("names every input that is missing", async () => {
    await withFolder(async (folder) => {
      expect(await regen(inputsIn(folder), "--out", `${folder}/out`)).toEqual({
        code: 1,
        stdout: "",
        stderr: `${folder}/openapi.yaml#/: cannot be read: there is no such file; check the file name and its YAML
${folder}/policy.yaml#/: cannot be read: ENOENT: no such file or directory, open '${folder}/policy.yaml'; check the file name and its YAML
${folder}/published-tools.json#/: cannot be read: ENOENT: no such file or directory, open '${folder}/published-tools.json'; check the file and its JSON
3 problems; nothing was written
`,
      });
    });
  });
});

describe.concurrent("npm run regen:check", () => {
  test("passes right after generation", async () => {
    await withFolder(async (folder) => {
      await writeFiles(await generate(ORDERS), folder);

      expect(await regen(ORDERS, "--out", folder, "--check")).toEqual({
        code: 0,
        stderr: "",
        stdout: `${folder} is up to date\n`,
      });
    });
  });

  test("lists changed, missing and orphan files, ends with 1 and writes nothing", async () => {
    await withFolder(async (folder) => {
      await writeFiles(await generate(ORDERS), folder);
      await writeFile(path.join(folder, "tools/orders.ts"), "// Generated\n");
      await writeFile(path.join(folder, "TOOLS.md"), `${(await filesIn(folder))?.["TOOLS.md"]}\none more line\n`);
      await rm(path.join(folder, "manifest.json"));
      await writeFile(path.join(folder, "tools/refunds.ts"), "");
      const before = await filesIn(folder);

      expect(await regen(ORDERS, "--out", folder, "--check")).toEqual({
        code: 1,
        stdout: "",
        stderr: `${folder} is out of date (4 files)
  changed  TOOLS.md   first difference at line 23
  missing  manifest.json
  changed  tools/orders.ts   first difference at line 1
  orphan   tools/refunds.ts
Run \`npm run regen\`, review the diff, and commit it with its cause.
`,
      });
      expect(await filesIn(folder)).toEqual(before);
    });
  });

  test("finds everything missing if there is no folder, and does not create it", async () => {
    await withFolder(async (folder) => {
      const { code, stderr } = await regen(ORDERS, "--out", `${folder}/out`, "--check");

      expect(code).toBe(1);
      expect(stderr.split("\n").slice(0, 2)).toEqual([
        `${folder}/out is out of date (9 files)`,
        "  missing  README.md",
      ]);
      expect(await filesIn(`${folder}/out`)).toBeUndefined();
    });
  });
});

describe.concurrent("wrong usage ends with 2, before anything is read or written:", () => {
  test.each([
    { name: "an unknown option", args: ["--checks"], want: "Unknown option '--checks'" },
    { name: "a stray argument", args: ["openapi.yaml"], want: "Unexpected argument 'openapi.yaml'" },
    { name: "an option without its value", args: ["--out"], want: "Option '--out <value>' argument missing" },
  ])("$name", async ({ args, want }) => {
    const { code, stdout, stderr } = await run(args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.startsWith(want)).toBe(true);
    expect(
      stderr.endsWith(
        "usage: npm run regen -- [--check] [--description FILE] [--policy FILE] [--published FILE] [--out DIR]\n",
      ),
    ).toBe(true);
  });

  test("an output folder that holds an input, which would be removed as an orphan", async () => {
    await withOrders({}, async (folder) => {
      const before = await filesIn(folder);

      expect(await regen(inputsIn(folder), "--out", folder)).toEqual({
        code: 2,
        stdout: "",
        stderr: `--out ${folder} holds ${path.resolve(folder, "openapi.yaml")}, and everything else in it would be removed; name another folder\n`,
      });
      expect(await filesIn(folder)).toEqual(before);
    });
  });

  test.each([
    { name: "a file of another kind", file: "server/app.ts", text: "export const app = 1;\n" },
    { name: "a file of a generated one's name", file: "manifest.json", text: '{ "name": "A web app" }\n' },
    { name: "an empty file", file: "tools/.keep", text: "" },
  ])("an output folder that holds a file of another origin: $name", async ({ file, text }) => {
    await withFolder(async (folder) => {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);

      expect(await regen(ORDERS, "--out", folder)).toEqual({
        code: 2,
        stdout: "",
        stderr: `--out ${folder} holds what the generator did not write, and it would be lost: ${file}; move it or name another folder\n`,
      });
      expect(await filesIn(folder)).toEqual({ [file]: text });
    });
  });

  test("its own folder if that holds a file written by hand", async () => {
    await withFolder(async (folder) => {
      await writeFiles(await generate(ORDERS), folder);
      await writeFile(path.join(folder, "notes.md"), "Mine.\n");
      await rm(path.join(folder, "TOOLS.md"));
      const before = await filesIn(folder);

      expect((await regen(ORDERS, "--out", folder)).stderr).toContain("it would be lost: notes.md; move it");
      expect(await filesIn(folder)).toEqual(before);
    });
  });

  // With --check, so that a failing test does not remove the repository.
  test.each([".", "..", "/"])("the output folder %s, which holds the repository", async (out) => {
    expect(await regen(ORDERS, "--check", "--out", out)).toEqual({
      code: 2,
      stdout: "",
      stderr: `--out ${out} holds ${process.cwd()}, and everything else in it would be removed; name another folder\n`,
    });
  });
});

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function regen(inputs: typeof ORDERS, ...args: string[]): Promise<Outcome> {
  return run(regenArguments(inputs, ...args));
}

function regenArguments({ description, policy, published }: typeof ORDERS, ...args: string[]): string[] {
  return ["--description", description, "--policy", policy, "--published", published, ...args];
}

async function run(args: readonly string[]): Promise<Outcome> {
  const output = captureOutput();
  const code = await runRegen(args, output);
  return { code, stdout: output.stdout.text(), stderr: output.stderr.text() };
}

/** The command as npm starts it. */
function runProcess(args: readonly string[], { closesOutput = false } = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const command = ["--import", "tsx", "codegen/main.ts", ...args];
    const child = execFile(process.execPath, command, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    if (closesOutput) {
      child.stdout?.destroy();
    }
  });
}

/** The line about a folder that is in no commit. */
function uncompared(folder: string): string {
  return `Tools are not compared with the last commit: git has no commit HEAD of ${folder}\n`;
}

async function commitAll(folder: string): Promise<void> {
  await git(folder, "add", "--all");
  await git(folder, "-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "-m", "test");
}

async function git(folder: string, ...args: string[]): Promise<void> {
  await promisify(execFile)("git", ["-C", folder, ...args]);
}

async function namesIn(folder: string): Promise<string[]> {
  return Object.keys((await filesIn(folder)) ?? {}).toSorted();
}
