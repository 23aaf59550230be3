import path from "node:path";
import { UsageError } from "../server/kit/usage-error.ts";
import {
  type ClientFormat,
  type ClientName,
  type Connection,
  formatOf,
  KEY_PLACEHOLDER,
  snippetOf,
} from "../server/page/client-files.ts";
import { MENUS_CHANGE, WEB_AGENT_GUIDES, type WebAgentName } from "../server/page/web-agents.ts";
import type { Io } from "./io.ts";
import { KEYS_MENU } from "./keys-menu.ts";
import { mergeClientFile } from "./merge-client-file.ts";
import { readIfThere, replaceFile } from "./replace-file.ts";
import { webAgentAddress } from "./web-agent-address.ts";

const KEY_KEPT = "The key was kept. Restart the agent.";

export interface ConfigOptions {
  readonly url: string;
  readonly readonly: boolean;
  /** With two keys, only the connection for changes is limited to the safe part. */
  readonly safe: boolean;
  readonly twoKeys: boolean;
  readonly write: boolean;
}

/** Prints the configuration of a client, or merges it into the client's file. A web agent has steps instead. */
export async function runConfig(client: ClientName | WebAgentName, options: ConfigOptions, io: Io): Promise<void> {
  if (isWebAgent(client)) {
    io.stdout.write(describeSteps(client, options));
    return;
  }
  const format = formatOf(client, io.home);
  const connections = connectionsOf(options);
  if (!options.write) {
    printSnippet(format, connections, io);
  } else if (format.file === undefined) {
    throw new UsageError(`${client} has no file to write to; leave out --write`);
  } else {
    await writeConfig(format.file, format, connections, io);
  }
}

/** The instructions for a command go to stderr, so that a shell can run stdout. */
function printSnippet(format: ClientFormat, connections: readonly Connection[], { stdout, stderr }: Io): void {
  const replace = describeMissing(connections.map(({ key }) => key));
  if (format.file === undefined) {
    stderr.write(`${replace} and run this:\n\n`);
  } else {
    stdout.write(`${replace} and put this into ${format.file}, or have --write put it there:\n\n`);
  }
  stdout.write(`${snippetOf(format, connections)}\n`);
}

function isWebAgent(client: ClientName | WebAgentName): client is WebAgentName {
  return Object.hasOwn(WEB_AGENT_GUIDES.en, client);
}

function describeSteps(agent: WebAgentName, options: ConfigOptions): string {
  if (options.write) {
    throw new UsageError(`${agent} has no file to write to; leave out --write`);
  }
  if (options.twoKeys) {
    throw new UsageError(`${agent} signs in on a page of the server, which asks what it may do; leave out --two-keys`);
  }
  const { title, steps } = WEB_AGENT_GUIDES.en[agent];
  const address = webAgentAddress(agent, chosenPart(options));
  const numbered = steps("unknown").map((step, index) => `${index + 1}. ${step}\n`);
  return `Address for ${title}: ${address}\n\n${numbered.join("")}\n${MENUS_CHANGE.en}\n`;
}

function connectionsOf(options: ConfigOptions): readonly Connection[] {
  const { url, twoKeys } = options;
  const chosen = chosenPart(options);
  if (!twoKeys) {
    return [{ name: "digistore24", url: chosen, key: KEY_PLACEHOLDER }];
  }
  return [
    { name: "digistore24-read", url: partOf(url, "readonly"), key: "YOUR_READONLY_API_KEY" },
    { name: "digistore24-write", url: chosen, key: "YOUR_FULLACCESS_API_KEY" },
  ];
}

function chosenPart({ url, readonly, safe }: ConfigOptions): string {
  return partOf(url, readonly ? "readonly" : safe ? "safe" : "");
}

function partOf(url: string, part: string): string {
  return part === "" ? url : new URL(part, url.endsWith("/") ? url : `${url}/`).href;
}

async function writeConfig(
  relativeFile: string,
  format: ClientFormat,
  connections: readonly Connection[],
  { stdout, cwd }: Io,
): Promise<void> {
  const file = path.resolve(cwd, relativeFile);
  const before = await readIfThere(file);
  const { text, replaced } = mergeClientFile(before ?? "", file, format, connections);
  if (text === before) {
    stdout.write(`${file} already contains this; nothing was written.\n`);
  } else {
    const backup = await replaceFile(file, text);
    stdout.write(`${file} written.${backup === undefined ? "" : ` The previous version is in ${backup}.`}\n`);
  }
  if (replaced.length > 0) {
    stdout.write(describeReplaced(replaced, connections));
  }
  const missing = connections.map(({ key }) => key).filter((placeholder) => text.includes(placeholder));
  const next = missing.length > 0 ? `${describeMissing(missing)}, then restart the agent.` : KEY_KEPT;
  const warning = path.isAbsolute(relativeFile) ? "" : " Do not commit a key.";
  stdout.write(`${next}${warning}\n`);
}

function describeReplaced(names: readonly string[], connections: readonly Connection[]): string {
  const [subject, verb] = names.length === 1 ? ["connection", "was"] : ["connections", "were"];
  const by = connections.map(({ name }) => name).join(" and ");
  return `The ${subject} ${names.join(" and ")} ${verb} replaced by ${by}.\n`;
}

function describeMissing(placeholders: readonly string[]): string {
  const keys = placeholders.length === 1 ? "your key" : "your keys";
  return `Replace ${placeholders.join(" and ")} with ${keys} (Digistore24: ${KEYS_MENU})`;
}
