import type { AnyToolDefinition } from "./tool-definition.ts";

type ToolRights = Pick<AnyToolDefinition, "name" | "access" | "keyRight">;

/** Whether a tool only reads, but is refused to a key with read access. */
export function isBeyondReadKey({ access, keyRight }: Pick<ToolRights, "access" | "keyRight">): boolean {
  return access === "read" && keyRight !== "read";
}

/** Says which key a tool needs, to a caller whose key was refused. */
export function describeNeededRight(tool: ToolRights): string {
  return `${tool.name} needs ${neededKey(tool)}`;
}

function neededKey({ access, keyRight }: ToolRights): string {
  switch (keyRight) {
    case "read":
      return access === "read"
        ? "a key with read access"
        : "a key with read access, or with full access if the call is to change something";
    case "full":
      return access === "read" ? "a key with full access, although it only reads" : "a key with full access";
    case "billing":
      return "a key with full access, of an account for which Digistore24 has enabled billing on demand";
    case "developer":
      return "a developer key";
  }
}
