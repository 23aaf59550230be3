import type { Surface } from "../../contract/surface.ts";
import { markdownTable } from "./markdown.ts";

/** The tools of a surface as tables, one per toolset. */
export function toolsTable({ name, list, tools }: Surface): string {
  const definitions = [...tools.values()].map(({ definition }) => definition);
  const toolsets = [...new Set(definitions.map(({ toolset }) => toolset))].sort();
  const sections = toolsets.map((toolset) => {
    const rows = definitions
      .filter((definition) => definition.toolset === toolset)
      .map((tool) => [`\`${tool.name}\``, tool.title, tool.functionName, tool.access, warnings(tool).join(", ")]);
    return `## ${toolset}\n\n${markdownTable(["tool", "title", "function", "access", "take care"], rows)}`;
  });
  return [`# Tools\n\n${list.length} on this surface (${name}).`, ...sections].join("\n\n").concat("\n");
}

interface Marks {
  readonly isDestructive: boolean;
  readonly money: "none" | "moves" | "affects";
  readonly mail: "none" | "buyer" | "unknown";
  readonly handlesCredentials: boolean;
}

/** Warnings that a person should read before a call. */
export function warnings({ isDestructive, money, mail, handlesCredentials }: Marks): string[] {
  return [
    isDestructive && "overwrites or deletes",
    money === "moves" && "moves money at once",
    money === "affects" && "affects prices or payments",
    mail === "buyer" && "mails the buyer",
    mail === "unknown" && "may mail the buyer",
    handlesCredentials && "handles credentials",
  ].filter((text) => text !== false);
}
