import { execFileSync } from "node:child_process";

/** Every page for people in the repository: not what tests compare with. */
export function markdownPages(): readonly string[] {
  const files = execFileSync("git", ["ls-files", "--", "*.md", ":!test/golden", ":!test/fixtures"], {
    encoding: "utf8",
  });
  return files.trim().split("\n");
}
