import { readFileSync } from "node:fs";

export interface Instruction {
  readonly name: string;
  readonly text: string;
}

export interface Stage {
  /** With the build arguments' defaults filled in. */
  readonly image: string;
  readonly alias: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** Reads the forms this repository's Dockerfile uses; it has no here-documents. */
export function parseDockerfile(text = readFileSync("Dockerfile", "utf8")): {
  stages: Stage[];
  globals: Instruction[];
} {
  const globals: Instruction[] = [];
  const stages: { image: string; alias: string | undefined; instructions: Instruction[] }[] = [];
  for (const instruction of instructionsOf(text)) {
    if (instruction.name === "FROM") {
      const [, image = "", alias] = /^(?:--platform=\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?$/i.exec(instruction.text) ?? [];
      stages.push({ image: fillIn(image, globals), alias, instructions: [] });
    } else {
      (stages.at(-1)?.instructions ?? globals).push(instruction);
    }
  }
  return { stages, globals };
}

function instructionsOf(text: string): Instruction[] {
  const lines = text.split("\n").filter((line) => !/^\s*(#|$)/.test(line));
  const whole = lines.join("\n").replace(/\\\n\s*/g, "");
  return whole.split("\n").map((line) => {
    const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (name === undefined || rest === undefined) {
      throw new Error(`This is not an instruction: ${line}`);
    }
    return { name, text: rest };
  });
}

function fillIn(image: string, globals: readonly Instruction[]): string {
  const defaults = new Map(
    globals.filter(({ name }) => name === "ARG").map(({ text }) => text.split("=", 2) as [string, string]),
  );
  return image.replace(/\$\{(\w+)\}/g, (whole, name) => defaults.get(name) ?? whole);
}

/** The paths that a stage copies from the repository to the same place in its folder. */
export function copiesOf({ instructions }: Stage): string[] {
  const copies = instructions.filter(({ name, text }) => name === "COPY" && !text.startsWith("--from="));
  return copies.flatMap(({ text }) => text.split(/\s+/).slice(0, -1));
}

/** The variables that the last stage sets for the process. */
export function imageEnvironment({ instructions }: Stage): Record<string, string> {
  const pairs = instructions
    .filter(({ name }) => name === "ENV")
    .flatMap(({ text }) => [...text.matchAll(/(\w+)=("[^"]*"|\S+)/g)]);
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value.replace(/^"|"$/g, "")]));
}

/** The exec form of the last such instruction; undefined if it has another form or is missing. */
export function execForm({ instructions }: Stage, name: "CMD" | "HEALTHCHECK"): string[] | undefined {
  const text = instructions.findLast((instruction) => instruction.name === name)?.text ?? "";
  const form = name === "CMD" ? text : text.replace(/^(--\S+\s+)*CMD\s+/, "");
  return form.startsWith("[") ? JSON.parse(form) : undefined;
}
