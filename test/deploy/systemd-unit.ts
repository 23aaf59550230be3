import { readFileSync } from "node:fs";

export const UNIT_FILE = "deploy/systemd/digistore24-mcp.service";

interface Unit {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Of the last line with this name. */
  readonly value: (name: string) => string | undefined;
}

export function readUnit(): Unit {
  const lines = [...readFileSync(UNIT_FILE, "utf8").matchAll(/^(\w+)=(.*)$/gm)];
  const value = (wanted: string) => lines.findLast(([, name]) => name === wanted)?.[2];
  const variables = lines.filter(([, name]) => name === "Environment").map(([, , text = ""]) => text.split("=", 2));
  return {
    command: value("ExecStart")?.split(" ") ?? [],
    environment: Object.fromEntries(variables as [string, string][]),
    value,
  };
}
