import { execFileSync } from "node:child_process";
import { ReleaseError } from "./release-error.ts";

const MAIN = "main";
const MAX_NAMED = 3;

interface Git {
  /** Reasons why no release can be made from what is checked out. */
  readonly problems: (version: string) => readonly string[];
  readonly commitAndTag: (version: string, files: readonly string[]) => void;
}

export const tagOf = (version: string) => `v${version}`;

export function openGit(root: string): Git {
  const git = (...args: string[]) => runGit(root, args);
  return {
    problems: (version) => {
      const branch = git("branch", "--show-current");
      const changed = git("status", "--porcelain").split("\n").filter(Boolean);
      const named = changed.slice(0, MAX_NAMED).map((line) => line.trim().replace(/^\S+ +/, ""));
      const tag = tagOf(version);
      return [
        ...(branch === MAIN ? [] : [`${branch || "no branch"} is checked out: switch to ${MAIN}`]),
        ...(changed.length === 0
          ? []
          : [
              `${changed.length} changes are not committed (${named.join(", ")}${changed.length > MAX_NAMED ? ", …" : ""}): commit or remove them`,
            ]),
        ...(git("tag", "--list", tag) === "" ? [] : [`the tag ${tag} exists already: choose a later version`]),
      ];
    },
    commitAndTag: (version, files) => {
      git("add", "--", ...files);
      git("commit", "--quiet", "--message", `chore(release): ${version}`);
      git("tag", "--annotate", tagOf(version), "--message", tagOf(version));
    },
  };
}

function runGit(root: string, args: readonly string[]): string {
  try {
    return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: "pipe" }).trim();
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    throw new ReleaseError(`git ${args[0]} failed: ${stderr.trim() || (error as Error).message}`);
  }
}
