import { createHash } from "node:crypto";
import { tagOf } from "./git.ts";
import { ReleaseError } from "./release-error.ts";

/** The desktop bundle, as `npm run mcpb` and the release name it. */
export const BUNDLE = "digistore24-mcp.mcpb";
/** The description of the server for MCP registries. */
export const DESCRIPTION = "server.json";

interface RegistryEntryRequest {
  /** The text of `server.json`. */
  readonly description: string;
  /** Owner and name on GitHub. */
  readonly repository: string;
  readonly bundle: Uint8Array;
}

/** Completes the description with what only a release knows: its repository, and the address and hash of its bundle. */
export function registryEntry({ description, repository, bundle }: RegistryEntryRequest): string {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new ReleaseError(
      `${JSON.stringify(repository)} is not a repository: give its owner and name, as in owner/name`,
    );
  }
  const { packages, remotes, ...facts } = JSON.parse(description);
  const url = `https://github.com/${repository}`;
  const image = { ...packages[0], identifier: `ghcr.io/${repository.toLowerCase()}:${facts.version}` };
  const desktop = {
    registryType: "mcpb",
    identifier: `${url}/releases/download/${tagOf(facts.version)}/${BUNDLE}`,
    version: facts.version,
    fileSha256: createHash("sha256").update(bundle).digest("hex"),
    transport: { type: "stdio" },
  };
  const entry = { ...facts, repository: { url, source: "github" }, packages: [image, desktop], remotes };
  return `${JSON.stringify(entry, null, 2)}\n`;
}
