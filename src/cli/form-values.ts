import type { FieldTitles } from "../server/contract/explain-absence.ts";

/** The variables that a form sets, without blanks around them: a field with nothing but a blank is an empty one. */
export function trimFields(env: NodeJS.ProcessEnv, titles: FieldTitles): NodeJS.ProcessEnv {
  const set = Object.keys(titles).filter((name) => env[name] !== undefined);
  return { ...env, ...Object.fromEntries(set.map((name) => [name, env[name]?.trim()])) };
}

/** A comma list of toolsets, from a list as a person types it: `Vouchers; order forms`. Undefined if it is empty. */
export function toolsetList(text = ""): string | undefined {
  const names = text.split(/[,;\n]/).map((name) => name.trim().toLowerCase().replace(/\s+/g, "-"));
  return names.filter((name) => name !== "").join(",") || undefined;
}
