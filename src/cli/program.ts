import { Command, Option } from "commander";
import { DEFAULT_SEED, SCALES, type Scale } from "../sandbox/seed/defaults.ts";
import type { FieldTitles } from "../server/contract/explain-absence.ts";
import { SURFACE_NAMES } from "../server/contract/surface.ts";
import { readKey } from "../server/key/api-key.ts";
import { readPastedKey } from "../server/key/pasted-key.ts";
import { ConfigError } from "../server/kit/errors.ts";
import { UsageError } from "../server/kit/usage-error.ts";
import { VERSION } from "../server/kit/version.ts";
import { CLIENT_NAMES, type ClientName } from "../server/page/client-files.ts";
import { WEB_AGENT_NAMES, type WebAgentName } from "../server/page/web-agents.ts";
import { readConfig } from "../server/start/config/config.ts";
import { choice, httpAddress, listedName, trueOrFalse, webOrigin, wholeUpTo } from "./arguments.ts";
import { addFieldTitle, nameFields } from "./field-titles.ts";
import { toolsetList, trimFields } from "./form-values.ts";
import {
  CONFIRM_MEANING,
  describeMisuse,
  describeOption,
  ENDPOINT,
  FIRST_STEPS,
  FULL_MEANING,
  READONLY_MEANING,
  SAFE_MEANING,
  TOOLSETS_MEANING,
} from "./help.ts";
import type { Io } from "./io.ts";
import { KEYS_MENU } from "./keys-menu.ts";
import type { PrintToolsOptions } from "./print-tools.ts";
import type { ConfigOptions } from "./run-config.ts";

const CONFIGURED = [...CLIENT_NAMES, ...WEB_AGENT_NAMES];
const MAX_PORT = 65_535;
const MAX_SEED = 2 ** 32 - 1;

/** Builds the command. The code of a subcommand is loaded when it runs. */
export function buildProgram(io: Io, setExitCode: (code: number) => void): Command {
  const program = new Command("digistore24-mcp")
    .description(
      "Lets AI agents work with a Digistore24 account over MCP, from a server of your own. The environment variables are described in docs/operating.md.",
    )
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", FIRST_STEPS)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(describeMisuse(text)),
    })
    .showSuggestionAfterError()
    .showHelpAfterError("Add --help to see the options.")
    .configureHelp({ sortSubcommands: false, optionDescription: describeOption });
  addServers(program, io.env);
  addTrials(program);
  addChecks(program, io, setExitCode);
  addFiles(program, io);
  for (const command of program.commands) {
    command.exitOverride();
  }
  return program;
}

interface StdioArguments {
  readonly readonly: boolean;
  readonly safe: boolean;
  readonly full: boolean;
  readonly toolsets?: string;
  readonly confirmChanges: boolean;
  readonly fieldTitle: FieldTitles;
}

function addServers(program: Command, env: NodeJS.ProcessEnv): void {
  program
    .command("serve")
    .description("run the MCP endpoint over HTTP; each agent sends its own API key")
    .addOption(
      new Option("--port <number>", "port to listen on, instead of PORT; 0 picks a free one").argParser(
        wholeUpTo(MAX_PORT),
      ),
    )
    .option("--host <address>", "address to listen on, instead of HOST")
    .action(async ({ port, host }: { port?: number; host?: string }) => {
      const { runEndpoint } = await import("../server/start/run-endpoint.ts");
      await runEndpoint({ ...env, ...(port !== undefined && { PORT: String(port) }), ...(host && { HOST: host }) });
    });
  program
    .command("stdio")
    .description(
      "serve the agent that starts this command, over stdin and stdout, with the API key in DIGISTORE24_API_KEY",
    )
    .option("--readonly [true|false]", READONLY_MEANING, trueOrFalse, false)
    .option("--safe [true|false]", SAFE_MEANING, trueOrFalse, false)
    .option("--full [true|false]", FULL_MEANING, trueOrFalse, false)
    .option("--toolsets <list>", `${TOOLSETS_MEANING}; all if left empty`)
    .option("--confirm-changes [true|false]", CONFIRM_MEANING, trueOrFalse, false)
    .addOption(
      new Option("--field-title <name=title>", "title of the field that sets a variable, for errors")
        .hideHelp()
        .default({})
        .argParser(addFieldTitle),
    )
    .action(async (options: StdioArguments) => {
      try {
        await serveStarter(options, env);
      } catch (error) {
        throw nameFields(error, options.fieldTitle);
      }
    });
}

async function serveStarter(options: StdioArguments, given: NodeJS.ProcessEnv): Promise<void> {
  const { readonly, safe, full, confirmChanges, fieldTitle } = options;
  const env = trimFields(given, fieldTitle);
  const apiKey = env["DIGISTORE24_API_KEY"]?.trim();
  if (!apiKey) {
    throw new ConfigError(`DIGISTORE24_API_KEY is not set. Set it to your API key (Digistore24: ${KEYS_MENU})`);
  }
  // In a field, nobody can mean the quotes around a key. A variable has to be right for other programs, too.
  const read = "DIGISTORE24_API_KEY" in fieldTitle ? readPastedKey(apiKey) : readKey(apiKey);
  if (read.key === undefined) {
    const mistake = read.mistake ?? "A key is a single word without spaces.";
    throw new ConfigError(`the value of DIGISTORE24_API_KEY is not an API key. ${mistake}`);
  }
  const { runStdio } = await import("./run-stdio.ts");
  const toolsets = toolsetList(options.toolsets);
  const narrowing = { isReadOnly: readonly, isSafe: safe, toolsets, confirmsChanges: confirmChanges };
  const config = readConfig({ ...env, ...(full && { DIGISTORE24_SURFACE: "full" }) });
  await runStdio({ config, apiKey: read.key, ...narrowing, fieldTitles: fieldTitle, env });
}

interface SandboxArguments {
  readonly port: number;
  readonly host: string;
  readonly seed: number;
  readonly scale: Scale;
  readonly plantedNotes: boolean;
  readonly publicUrl?: string;
}

function addTrials(program: Command): void {
  program
    .command("sandbox")
    .description("run a stand-in for the Digistore24 API with a made-up shop; needs no account")
    .addOption(
      new Option("--port <number>", "port to listen on; 0 picks a free one")
        .default(8124)
        .argParser(wholeUpTo(MAX_PORT)),
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--public-url <address>", "address at which people open its pages, if it differs from the API's", webOrigin)
    .addOption(
      new Option(
        "--seed <number>",
        "number from which the shop's data is generated; the same number gives the same data",
      )
        .default(DEFAULT_SEED)
        .argParser(wholeUpTo(MAX_SEED)),
    )
    .addOption(choice("--scale <scale>", "how many purchases: about 300 or 50,000", SCALES).default("small"))
    .option(
      "--planted-notes",
      "put instructions into the texts of buyers and affiliates, to test whether an agent follows them",
      false,
    )
    .action(async ({ plantedNotes, publicUrl, ...options }: SandboxArguments) => {
      const { runSandbox } = await import("../sandbox/http/run-sandbox.ts");
      await runSandbox({ ...options, publicUrl, hasPlantedNotes: plantedNotes });
    });
  program
    .command("demo")
    .description("run sandbox and endpoint together, and show what an agent does with them; needs no account")
    .option("--web", "connect an agent in your browser, as with claude.ai, instead of showing examples", false)
    .option("--once", "stop after the examples, or after the first connection", false)
    .action(async ({ once, web }: { once: boolean; web: boolean }) => {
      if (web) {
        const { runWebDemo } = await import("../demo/run-web-demo.ts");
        return runWebDemo(once);
      }
      const { runDemo } = await import("../demo/run-demo.ts");
      await runDemo(once);
    });
}

function addChecks(program: Command, io: Io, setExitCode: (code: number) => void): void {
  const { env } = io;
  program
    .command("tools")
    .description("list the tools that an agent gets")
    .addOption(choice("--surface <name>", "which tools to offer, instead of DIGISTORE24_SURFACE", SURFACE_NAMES))
    .option("--readonly", READONLY_MEANING, false)
    .option("--safe", SAFE_MEANING, false)
    .option("--toolsets <list>", TOOLSETS_MEANING)
    .option("--json", "print them as an agent gets them from tools/list", false)
    .action(async ({ surface, ...options }: PrintToolsOptions & { surface?: string }) => {
      const { printTools } = await import("./print-tools.ts");
      const given = surface === undefined ? env : { ...env, DIGISTORE24_SURFACE: surface };
      printTools(readConfig(given), { ...options, toolsets: toolsetList(options.toolsets) }, io.stdout);
    });
  program
    .command("doctor")
    .description(
      "find out what is wrong: check the API, the API key in DIGISTORE24_API_KEY and, with --url, an endpoint",
    )
    .option("--url <address>", `address of the endpoint to check, such as ${ENDPOINT}`, httpAddress)
    .action(async ({ url }: { url?: string }) => {
      const { runDoctor } = await import("./doctor.ts");
      const apiKey = env["DIGISTORE24_API_KEY"];
      const isWell = await runDoctor({ config: readConfig(env), apiKey, url, output: io.stdout });
      setExitCode(isWell ? 0 : 1);
    });
}

function addFiles(program: Command, io: Io): void {
  program
    .command("config")
    .description("show how to connect an agent: what to put into its file, or the steps in its menus")
    .showHelpAfterError(`The clients: ${CONFIGURED.join(", ")}. Add --help to see the options.`)
    .argument("<client>", CONFIGURED.join(", "), listedName(CONFIGURED))
    .option("--url <address>", "address of the endpoint", httpAddress, ENDPOINT)
    .addOption(
      new Option("--readonly", "connect to the part of the endpoint that only reads")
        .default(false)
        .conflicts(["safe", "twoKeys"]),
    )
    .option("--safe", "connect to the part that moves no money and overwrites or deletes nothing", false)
    .option("--two-keys", "make two connections: one that only reads, and one with full access", false)
    .option("--write", "write it into the client's file, which is backed up first", false)
    .action(async (client: ClientName | WebAgentName, options: ConfigOptions) => {
      const { runConfig } = await import("./run-config.ts");
      await runConfig(client, options, io);
    });
  program
    .command("audit")
    .description("print which tools were called, from the audit log")
    .argument("[files...]", "audit logs to read; - is standard input (default: the file that AUDIT_LOG names)")
    .option("--since <time>", "only calls since this time: 30m, 24h, 7d or 2w ago, or a date such as 2026-03-31")
    .option("--tool <name>", "only calls of this tool, or of this function of the API")
    .option("--outcome <name>", "only calls with this outcome: success, refused, timeout, …")
    .option("--json", "print the lines of the log as they are", false)
    .action(async (files: string[], options: { since?: string; tool?: string; outcome?: string; json: boolean }) => {
      const { printAudit } = await import("../audit/print-audit.ts");
      await printAudit({ ...options, files: auditFiles(files, io.env) }, io);
    });
}

function auditFiles(named: readonly string[], env: NodeJS.ProcessEnv): readonly string[] {
  const configured = [env["AUDIT_LOG"] ?? ""].filter((file) => !["", "stdout", "stderr", "off"].includes(file));
  const files = named.length > 0 ? named : configured;
  if (files.length === 0) {
    throw new UsageError("AUDIT_LOG does not name a file, so name the one to read: digistore24-mcp audit FILE");
  }
  return files;
}
