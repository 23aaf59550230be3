import { readFileSync } from "node:fs";
import type { McpbManifestAny } from "@anthropic-ai/mcpb";
import { createSurfaces } from "../../src/server/contract/surface.ts";
import { servedTools } from "../../src/server/start/served-tools.ts";
import { USER_SETTINGS } from "./user-settings.ts";

/** The page's mark, page.svg, as a PNG of 512 by 512 pixels: a manifest takes no SVG. */
export const ICON = "icon.png";
/** The newest version that is not experimental. */
const MANIFEST_VERSION = "0.3";
/** For sellers, who see it before they install. */
const DESCRIPTION =
  "Lets Claude work in your Digistore24 account: look up orders and sales, set up products and vouchers, manage affiliates. Runs on your own computer.";
/** In Markdown, on the page that a client shows before it installs. */
const LONG_DESCRIPTION = `Ask Claude about your Digistore24 shop, or let it do the work: find orders and buyers, compare sales, create products, vouchers and buy links.

- **You decide what it may do.** The form lets Claude only look things up, or keeps it from moving money and changing existing data.
- **Money asks first.** Claude has to ask you before each charge or refund. You can also set a limit.
- **It runs on your own computer** and sends your API key only to Digistore24. Claude does not see the key. What Claude looks up becomes part of your conversation; the form can hide buyers' names and addresses.

You need an API key of your Digistore24 account.`;

/** Describes the bundle to a client that installs it: its name, the settings to ask for, and how to start it. */
export function buildManifest(): McpbManifestAny {
  const { name, version, license, engines, bin } = JSON.parse(readFileSync("package.json", "utf8"));
  return {
    manifest_version: MANIFEST_VERSION,
    name,
    display_name: "Digistore24",
    version,
    description: DESCRIPTION,
    long_description: LONG_DESCRIPTION,
    icon: ICON,
    author: { name: authorOf(readFileSync("LICENSE", "utf8")) },
    license,
    keywords: ["digistore24", "e-commerce", "orders", "vouchers", "affiliates"],
    server: { type: "node", entry_point: bin[name], mcp_config: startCommand(bin[name]) },
    tools: servedByDefault(),
    user_config: USER_SETTINGS,
    compatibility: { platforms: ["darwin", "linux", "win32"], runtimes: { node: engines.node } },
  };
}

type Setting = keyof typeof USER_SETTINGS;

/** The settings that the server gets as variables. */
const VARIABLES = {
  DIGISTORE24_API_KEY: "api_key",
  DIGISTORE24_MONEY_TOOLS: "money_tools",
  MONEY_LIMIT: "money_limit",
  CONFIRM_LANGUAGE: "question_language",
  DIGISTORE24_MASK_PERSONAL_DATA: "mask_personal_data",
} as const satisfies Readonly<Record<string, Setting>>;

/** The settings that the server gets as options. */
const OPTIONS = {
  readonly: "read_only",
  safe: "safe",
  full: "full",
  "confirm-changes": "confirm_changes",
  toolsets: "toolsets",
} as const satisfies Readonly<Record<string, Setting>>;

/** Every setting has a value when this is filled in: the required one, or its default. */
function startCommand(entryPoint: string): McpbManifestAny["server"]["mcp_config"] {
  const { readonly, safe, full, toolsets } = OPTIONS;
  const options = Object.entries(OPTIONS).map(([option, setting]) => `--${option}=${given(setting)}`);
  const titles = Object.entries({ ...VARIABLES, readonly, safe, full, toolsets }).map(
    ([name, setting]) => `--field-title=${name}=${USER_SETTINGS[setting].title}`,
  );
  return {
    command: "node",
    args: [`\${__dirname}/${entryPoint}`, "stdio", ...options, ...titles],
    env: Object.fromEntries(Object.entries(VARIABLES).map(([name, setting]) => [name, given(setting)])),
  };
}

/** Placeholders that the client replaces with the user's settings. */
function given(setting: Setting): string {
  return `\${user_config.${setting}}`;
}

function servedByDefault(): { name: string; description: string }[] {
  const { whole } = createSurfaces(servedTools({ servesInsights: true }), {
    surface: "published",
    credentialTools: [],
  });
  return whole.list.map(({ name, annotations }) => ({ name, description: annotations?.title ?? name }));
}

function authorOf(licence: string): string {
  const [, holder] = /^Copyright \(c\) \d{4} (.+)$/m.exec(licence) ?? [];
  if (holder === undefined) {
    throw new Error("LICENSE names nobody after “Copyright (c) <year>”; the bundle needs an author");
  }
  return holder;
}
