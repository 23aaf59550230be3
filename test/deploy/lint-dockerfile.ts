import { execForm, type Instruction, imageEnvironment, parseDockerfile, type Stage } from "./dockerfile.ts";

type Rule = (stages: readonly Stage[], globals: readonly Instruction[]) => readonly string[];

const SECRET_NAME = /(KEY|SECRET|TOKEN|PASSWORD|PASSPHRASE)/i;

const RULES: readonly Rule[] = [
  (stages) =>
    stages
      .filter(({ image }) => !stages.some(({ alias }) => alias === image))
      .filter(({ image }) => !/(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$/.test(image))
      .map(({ image }) => `base ${image} is not pinned`),
  (stages) => {
    const user = last(stages).instructions.findLast(({ name }) => name === "USER")?.text;
    return /^[1-9]\d*(:[1-9]\d*)?$/.test(user ?? "") ? [] : [`user ${user} may be root`];
  },
  (stages) =>
    (["CMD", "HEALTHCHECK"] as const)
      .filter((name) => execForm(last(stages), name) === undefined)
      .map((name) => `${name} is not there in exec form`),
  (stages) => (named(stages, "ADD").length > 0 ? ["ADD fetches and unpacks; use COPY"] : []),
  (stages) =>
    named(stages, "COPY")
      .filter(({ text }) => /^\.\/?\s/.test(text))
      .map(({ text }) => `COPY ${text} takes whatever lies there`),
  (stages) =>
    named(stages, "RUN")
      .filter(({ text }) => /\bnpm (install|i|add|update)\b/.test(text))
      .map(({ text }) => `${text} does not keep to the lock file`),
  (stages) => {
    const hasModules = last(stages).instructions.some(({ text }) => /\bnpm\b|node_modules/.test(text));
    return hasModules ? ["the image holds packages, although the build contains what it needs"] : [];
  },
  (stages, globals) => {
    const args = [...globals, ...named(stages, "ARG")].map(({ text }) => text.split("=")[0] ?? "");
    const names = [...args, ...stages.flatMap((stage) => Object.keys(imageEnvironment(stage)))];
    return names.filter((name) => SECRET_NAME.test(name)).map((name) => `${name} would be readable in the image`);
  },
];

/** A few rules of hadolint's and some of ours, which an engine would not complain about. */
export function lintDockerfile(text: string): string[] {
  const { stages, globals } = parseDockerfile(text);
  return RULES.flatMap((rule) => rule(stages, globals));
}

function named(stages: readonly Stage[], name: string): Instruction[] {
  return stages.flatMap(({ instructions }) => instructions.filter((instruction) => instruction.name === name));
}

function last(stages: readonly Stage[]): Stage {
  const stage = stages.at(-1);
  if (!stage) {
    throw new Error("FROM is missing");
  }
  return stage;
}
