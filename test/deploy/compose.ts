import { readFileSync } from "node:fs";
import { parse } from "yaml";

interface ComposeService {
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly pids_limit?: number;
  readonly stop_grace_period?: string;
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly command?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}

export function readCompose(): Readonly<Record<string, ComposeService>> {
  return parse(readFileSync("compose.yaml", "utf8"), { merge: true }).services;
}

/** `${NAME:-default}` as compose fills it in if the variable is not set. */
export function withDefaults(environment: Readonly<Record<string, string>> = {}): Record<string, string> {
  const fill = (value: string) => value.replace(/\$\{\w+:-([^}]*)\}/g, (_, fallback: string) => fallback);
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
}
