import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { getMcpConfigForManifest } from "@anthropic-ai/mcpb";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { buildBundle } from "../../scripts/mcpb/build-bundle.ts";
import { buildManifest } from "../../scripts/mcpb/manifest.ts";
import { USER_SETTINGS } from "../../scripts/mcpb/user-settings.ts";
import { answerOf } from "../support/answer-of.ts";
import { FULL_KEY, type RunningSandbox, startSandbox } from "../support/sandbox.ts";

const MCPB = resolve("node_modules/@anthropic-ai/mcpb/dist/cli/cli.js");
/** By day the existing build; the slow project builds as `npm run mcpb` does. */
const dist: string | undefined = inject("dist");
let folder = "";
let unpacked = "";
let sandbox: RunningSandbox;
/** Started with nothing but the key. */
let asUsual: Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "digistore24-mcpb-test-"));
  unpacked = join(folder, "unpacked");
  const outFile = join(folder, "digistore24-mcp.mcpb");
  const copyBuild = dist && { build: (outDir: string) => cpSync(dist, outDir, { recursive: true }) };
  await buildBundle({ outFile, isQuiet: true, ...copyBuild });
  execFileSync(process.execPath, [MCPB, "unpack", outFile, unpacked], { stdio: "ignore" });
  sandbox = await startSandbox();
  asUsual = await startBundle({ api_key: FULL_KEY });
});
afterAll(async () => {
  await asUsual.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As a client fills in what its user has set; undefined if something it needs is missing. */
function fillIn(userConfig: Record<string, string | boolean>) {
  const manifest = JSON.parse(readFileSync(join(unpacked, "manifest.json"), "utf8"));
  return getMcpConfigForManifest({ manifest, extensionPath: unpacked, systemDirs: {}, userConfig, pathSeparator: sep });
}

/** Starts the server as a client that has installed the bundle does. */
async function startBundle(userConfig: Record<string, string | boolean>): Promise<Client> {
  const filledIn = await fillIn(userConfig);
  const { PATH = "" } = process.env;
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: filledIn?.command ?? "",
      args: filledIn?.args ?? [],
      env: { PATH, ...filledIn?.env, DIGISTORE24_API_URL: sandbox.apiUrl },
      cwd: folder,
      stderr: "ignore",
    }),
  );
  return client;
}

/** What the server prints when it refuses to start. */
async function failedStart(userConfig: Record<string, string | boolean>): Promise<string> {
  const { command = "", args = [], env = {} } = (await fillIn(userConfig)) ?? {};
  const { PATH = "" } = process.env;
  const { status, stderr } = spawnSync(command, args, { env: { PATH, ...env }, input: "", encoding: "utf8" });
  expect(status).not.toBe(0);
  return stderr;
}

interface Setting {
  readonly value: string | boolean;
  readonly isObeyed: (client: Client) => Promise<boolean>;
}

async function names(client: Client): Promise<readonly string[]> {
  return (await client.listTools()).tools.map(({ name }) => name);
}

async function textOf(client: Client, name: string, args: Record<string, unknown>): Promise<string> {
  const { content } = await client.callTool({ name, arguments: args });
  return JSON.stringify(content);
}

const CHARGE = ["PostCreatebillingondemand", { purchase_id: "K7M2QX9A", product_id: "67890" }] as const;

/** A value other than the usual one for each setting, and what shows that the server obeys it. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  read_only: { value: true, isObeyed: async (client) => !(await names(client)).includes("PostCreatevoucher") },
  safe: {
    value: true,
    isObeyed: async (client) => {
      const listed = await names(client);
      const left = ["updateVoucher", "updateServiceProofRequest", CHARGE[0]].filter((name) => listed.includes(name));
      return listed.includes("PostCreatevoucher") && left.length === 0;
    },
  },
  money_tools: {
    value: false,
    isObeyed: async (client) => {
      const listed = await names(client);
      return listed.includes("updateVoucher") && !listed.includes("PostCreatebillingondemand");
    },
  },
  full: {
    value: true,
    isObeyed: async (client) => {
      const listed = await names(client);
      const handlesKeys = ["requestApiKey", "retrieveApiKey", "unregister"].some((name) => listed.includes(name));
      return listed.includes("refundPurchase") && listed.includes("DeleteDeletevoucher") && !handlesKeys;
    },
  },
  confirm_changes: {
    value: true,
    isObeyed: async (client) =>
      (await textOf(client, "updateProduct", { product_id: 12345, data: { note: "x" } })).includes("preview"),
  },
  money_limit: {
    value: "EUR 0.01/call, EUR 500/day",
    isObeyed: async (client) => (await textOf(client, ...CHARGE)).includes("limit of 0.01 EUR per call"),
  },
  question_language: {
    value: "de",
    isObeyed: async (client) => (await textOf(client, ...CHARGE)).includes("abbuchen, als neue Bestellung"),
  },
  toolsets: { value: "vouchers", isObeyed: async (client) => (await names(client)).length === 5 },
  mask_personal_data: {
    value: true,
    isObeyed: async (client) => {
      const answer = await textOf(client, "listBuyers", {});
      return /\[name [0-9a-f]{8}\]/.test(answer) && !answer.includes("@");
    },
  },
};

/** Each field with free text: a value that a seller might write, and a part of what the failed start says. */
const WRONG_VALUES = [
  ["api_key", "my key", "is not an API key"],
  ["money_limit", "500", "the currency is missing"],
  ["question_language", "Französisch", 'must be one of en, de, got "Französisch"'],
  ["toolsets", "Gutscheine", "There is no toolset"],
] as const;

const EXAMPLES = [
  ["money_limit", "EUR 500/day"],
  ["money_limit", "EUR 200/call, EUR 500/day"],
  ["question_language", "en"],
  ["question_language", "de"],
  ["toolsets", "vouchers, products"],
] as const;

/** What people write into a field although its description says it otherwise. */
const NATURAL_ENTRIES = [
  ["api_key", `"${FULL_KEY}"`],
  ["api_key", ` Bearer ${FULL_KEY} `],
  ["money_limit", "eur 500 / day; EUR200/call"],
  ["money_limit", " "],
  ["question_language", "Deutsch"],
  ["question_language", " "],
  ["toolsets", "Vouchers; Order Forms"],
  ["toolsets", " "],
] as const;

describe("the bundle", () => {
  test("holds a manifest that mcpb itself finds valid, and would find invalid without a name", () => {
    const validate = (file: string) => execFileSync(process.execPath, [MCPB, "validate", file], { encoding: "utf8" });
    const { name, ...nameless } = buildManifest();
    const broken = join(folder, "nameless.json");
    writeFileSync(broken, JSON.stringify(nameless));

    expect(name).toBe("digistore24-mcp");
    expect(validate(join(unpacked, "manifest.json"))).toContain("Manifest schema validation passes!");
    expect(() => validate(broken)).toThrow();
  });

  test("agrees with the package, and names the tools that it serves", async () => {
    const { name, version, license } = JSON.parse(readFileSync("package.json", "utf8"));
    const manifest = buildManifest();

    expect(manifest).toMatchObject({ name, version, license });
    // A seller reads it before installing.
    expect(manifest.description).toContain("Runs on your own computer");
    expect(manifest.tools?.map((tool) => tool.name)).toEqual(await names(asUsual));
  });

  test("contains the build with the files of the page, and nothing of development", () => {
    expect(readdirSync(unpacked).sort()).toEqual(["LICENSE", "dist", "icon.png", "manifest.json", "package.json"]);
    const built = readdirSync(join(unpacked, "dist"), { recursive: true });
    expect(built).toContain(join("cli", "main.js"));
    expect(built.filter((file) => String(file).endsWith(".map"))).toEqual([]);
    const assets = join("server", "page", "assets");
    expect(readdirSync(join(unpacked, "dist", assets))).toEqual(readdirSync(join("src", assets)));
  });

  test("asks for the key as a required secret", async () => {
    const { user_config } = buildManifest();

    expect(user_config?.["api_key"]).toMatchObject({ sensitive: true, required: true });
    expect(await fillIn({ read_only: true })).toBeUndefined();
    expect((await fillIn({ api_key: FULL_KEY }))?.args?.join(" ")).not.toContain(FULL_KEY);
  });

  test("serves a call with nothing but the key", async () => {
    const result = await asUsual.callTool({ name: "GetGetuserinfo", arguments: {} });
    expect(answerOf(result)).toMatchObject({ user_id: 100001 });
  });

  test("is tried here with every setting of its form", () => {
    expect(Object.keys(buildManifest().user_config ?? {}).sort()).toEqual(["api_key", ...Object.keys(SETTINGS)].sort());
  });

  test.each(Object.entries(SETTINGS))("does as the setting %s says", async (setting, { value, isObeyed }) => {
    const { user_config } = buildManifest();
    const { default: usual } = user_config?.[setting] ?? {};
    const client = await startBundle({ api_key: FULL_KEY, [setting]: value });

    expect(await isObeyed(client)).toBe(true);
    expect(await isObeyed(asUsual)).toBe(false);
    expect(usual).not.toBe(value);
    await client.close();
  });

  test("is explained in docs/clients.md by the same names, in the same order", () => {
    const section = readFileSync("docs/clients.md", "utf8").split("\n## Claude Desktop\n")[1]?.split("\n## ")[0] ?? "";
    const rows = [...section.matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(([, title]) => title);

    expect(rows).toEqual(Object.values(buildManifest().user_config ?? {}).map(({ title }) => title));
    // First of the ways, before the one with a file.
    expect(section.indexOf("### With the desktop bundle")).toBeLessThan(
      section.indexOf("### With its configuration file"),
    );
  });

  test("has an icon of the size that clients ask for", () => {
    const icon = readFileSync(join(unpacked, buildManifest().icon ?? ""));

    expect(icon.subarray(1, 4).toString()).toBe("PNG");
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([512, 512]);
  });

  test.each(WRONG_VALUES)("names the field of its form that has a wrong %s", async (setting, wrong, reason) => {
    const { title } = USER_SETTINGS[setting];
    const [, rows = ""] = readFileSync("docs/troubleshooting.md", "utf8").split("## The desktop bundle");
    const printed = await failedStart({ api_key: FULL_KEY, [setting]: wrong });

    expect(printed).toContain(`“${title}”`);
    expect(printed).toContain(reason);
    expect(printed).toContain("Correct it in the settings of this extension.");
    expect(printed).not.toMatch(/DIGISTORE24_|MONEY_LIMIT|CONFIRM_|--/);
    expect(rows).toContain(`**${title}**`);
  });

  test("names the field of the toolsets when the switches leave none of their tools", async () => {
    const printed = await failedStart({ api_key: FULL_KEY, read_only: true, toolsets: "billing" });
    expect(printed).toContain(`“${USER_SETTINGS.toolsets.title}”: No tool is left`);
  });

  test.each(EXAMPLES)("starts with the example that the description of %s gives", async (setting, example) => {
    expect(buildManifest().user_config?.[setting]?.description).toContain(example);
    const client = await startBundle({ api_key: FULL_KEY, [setting]: example });
    expect((await names(client)).length).toBeGreaterThan(0);
    await client.close();
  });

  test.each(NATURAL_ENTRIES)("understands in %s the entry %j", async (setting, entry) => {
    const client = await startBundle({ api_key: FULL_KEY, [setting]: entry });
    expect((await client.callTool({ name: "PostListvouchers", arguments: {} })).isError).not.toBe(true);
    await client.close();
  });

  test("says that looking up only is stronger than every setting below it", async () => {
    const [, first] = Object.values(buildManifest().user_config ?? {});
    const client = await startBundle({ api_key: FULL_KEY, read_only: true, safe: true, money_tools: true });

    expect(first?.description).toMatch(/^Stronger than the settings below/);
    const { tools } = await client.listTools();
    expect(tools.filter(({ annotations }) => !annotations?.readOnlyHint)).toEqual([]);
    await client.close();
  });

  test("lets the switches above it be stronger than everything that can be allowed", async () => {
    const limits = [{ read_only: true }, { safe: true }, { money_tools: false }];
    for (const limit of limits) {
      const client = await startBundle({ api_key: FULL_KEY, full: true, ...limit });
      expect(await names(client)).not.toContain("refundPurchase");
      await client.close();
    }
  });

  test("does not connect with a wrong key, for the reason that docs/troubleshooting.md quotes", async () => {
    const reason = "does not accept this API key";

    await expect(startBundle({ api_key: `${FULL_KEY}x` })).rejects.toThrow(reason);
    expect(readFileSync("docs/troubleshooting.md", "utf8")).toContain(`| It does not connect, “${reason}” |`);
  });

  test("combines settings", async () => {
    const client = await startBundle({ api_key: FULL_KEY, read_only: true, toolsets: "vouchers" });
    expect(await names(client)).toEqual(["PostListvouchers", "getVoucher", "validateCouponCode"]);
    await client.close();
  });
});
