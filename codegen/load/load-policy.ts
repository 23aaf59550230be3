import { readFile } from "node:fs/promises";
import { z } from "zod";
import { assertNoProblems, CodegenError, type Problem, pointerKey } from "../codegen-error.ts";
import { openapiCore } from "../packages.ts";

/** A sentence for a person, on one line whatever its layout in the file. */
const sentence = z
  .string()
  .transform((text) => text.replace(/\s+/g, " ").trim())
  .pipe(z.string().min(1));

const title = z.string().min(3).max(60);

const question = z.strictObject({
  when: z.record(z.string(), z.string()).optional(),
  types: z.enum(["order", "amount"]),
  en: sentence,
  de: sentence,
});

const mark = z.strictObject({
  title,
  title_de: title.optional(),
  access: z.enum(["read", "write"]),
  destructive: z.boolean(),
  idempotent: z.boolean(),
  money: z.enum(["none", "moves", "affects"]),
  confirm: z.array(question).default([]),
  mail: z.enum(["none", "buyer", "unknown"]),
  key: z.enum(["read", "full", "billing", "developer"]),
  credentials: z.boolean().default(false),
  shown_by: z.string().optional(),
  list: z.boolean().default(false),
  fields: z.boolean().default(false),
  columns: z.array(z.string()).default([]),
  defaults: z.record(z.string(), z.number()).default({}),
  timeout_seconds: z.number().int().min(1).max(600).optional(),
  published: z.boolean().default(true),
  reviewed: z.boolean().default(true),
  aliases: z.array(z.string()).default([]),
});

// A toolset's name is also that of a module, next to index.ts, and of a constant.
const TOOLSET_PATTERN = /^(?!index$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const policy = z.record(z.string().regex(TOOLSET_PATTERN), z.record(z.string(), mark), {
  error: ({ code }) =>
    code === "invalid_key" ? "is not a valid toolset name; use lower-case words joined by -, but not index" : undefined,
});

/** A function's entry in the policy; `openapi/policy.yaml` explains every key. */
export interface Mark extends z.infer<typeof mark> {
  readonly toolset: string;
  readonly at: string;
}

/** A question from `confirm`. */
export type ConfirmQuestion = z.infer<typeof question>;

/** Marks by function name. */
export type Policy = ReadonlyMap<string, Mark>;

export async function loadPolicy(file: string): Promise<Policy> {
  const parsed = policy.safeParse(await readYaml(file));
  if (!parsed.success) {
    throw new CodegenError(
      parsed.error.issues.map(({ path, message }) => ({
        at: `${file}#/${path.map(String).map(pointerKey).join("/")}`,
        message,
      })),
    );
  }
  const marks = new Map<string, Mark>();
  const problems: Problem[] = [];
  for (const [toolset, functions] of Object.entries(parsed.data)) {
    for (const [name, entry] of Object.entries(functions)) {
      const at = `${file}#/${toolset}/${pointerKey(name)}`;
      const earlier = marks.get(name);
      if (earlier) {
        problems.push({ at, message: `is marked a second time (first at ${earlier.at}); keep one` });
      }
      problems.push(...contradictions(entry, at));
      marks.set(name, { ...entry, toolset, at });
    }
  }
  assertNoProblems(problems);
  return marks;
}

function contradictions(entry: z.infer<typeof mark>, at: string): Problem[] {
  const isRead = entry.access === "read";
  const changes = entry.destructive || !entry.idempotent || entry.money !== "none" || entry.mail !== "none";
  const problems: Problem[] = [];
  if (isRead && changes) {
    problems.push({
      at,
      message: "is a read, yet destructive, not idempotent, or with money or mail; make it a write",
    });
  }
  if (!isRead && entry.reviewed && entry.money === "moves") {
    problems.push(...missingForPeople(entry).map((message) => ({ at, message })));
  }
  if (entry.published && !entry.reviewed) {
    const message = "is published, yet not reviewed; check its marks and say reviewed: true, or say published: false";
    problems.push({ at, message });
  }
  return problems;
}

/** Texts that people read before money moves. */
function missingForPeople({ confirm, title_de }: z.infer<typeof mark>): string[] {
  return [
    ...(confirm.length === 0
      ? ["moves money, but has no confirm; write what a person is asked before the call, in English and German"]
      : []),
    ...(title_de === undefined
      ? ["moves money, but has no title_de; write its title in German, for the page on which people allow it"]
      : []),
  ];
}

async function readYaml(file: string): Promise<unknown> {
  try {
    return openapiCore.parseYaml(await readFile(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new CodegenError([
      { at: `${file}#/`, message: `cannot be read: ${reason}; check the file name and its YAML` },
    ]);
  }
}
