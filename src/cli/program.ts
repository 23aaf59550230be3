import { Command, Option } from "commander";
import { DEFAULT_SEED, SCALES, type Scale } from "../sandbox/seed/defaults.ts";
import { SURFACE_NAMES } from "../server/contract/surface.ts";
import { readKey } from "../server/key/api-key.ts";
import { ConfigError } from "../server/kit/errors.ts";
import { UsageError } from "../server/kit/usage-error.ts";
import { VERSION } from "../server/kit/version.ts";
import { CLIENT_NAMES, type ClientName } from "../server/page/client-files.ts";
import { WEB_AGENT_NAMES, type WebAgentName } from "../server/page/web-agents.ts";
import { readConfig } from "../server/start/config/config.ts";
import { choice, httpAddress, oneOf, trueOrFalse, wholeUpTo } from "./arguments.ts";
import type { Io } from "./io.ts";
import type { PrintToolsOptions } from "./print-tools.ts";
import type { ConfigOptions } from "./run-config.ts";

const SAFE_MEANING = "only published tools that move no money and overwrite or delete nothing";
const CONFIGURED = [...CLIENT_NAMES, ...WEB_AGENT_NAMES];
const MAX_PORT = 65_535;
const MAX_SEED = 2 ** 32 - 1;

/** Builds the command. The code of a subcommand is loaded when it runs. */
export function buildProgram(io: Io, setExitCode: (code: number) => void): Command {
  const program = new Command("digistore24-mcp")
    .description("A self-hosted MCP endpoint for Digistore24. Variables are listed in the README.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: false });
  addServers(program, io.env);
  addTrials(program);
  addChecks(program, io, setExitCode);
  addFiles(program, io);
  for (const command of program.commands) {
    command.exitOverride();
  }
  return program;
}

function addServers(program: Command, env: NodeJS.ProcessEnv): void {
  program
    .command("serve")
    .description("serve MCP over HTTP; agents bring their own API key")
    .addOption(new Option("--port <number>", "instead of PORT").argParser(wholeUpTo(MAX_PORT)))
    .option("--host <address>", "instead of HOST")
    .action(async ({ port, host }: { port?: number; host?: string }) => {
      const { runEndpoint } = await import("../server/start/run-endpoint.ts");
      await runEndpoint({ ...env, ...(port !== undefined && { PORT: String(port) }), ...(host && { HOST: host }) });
    });
  program
    .command("stdio")
    .description("serve one agent over stdin and stdout, with the key in DIGISTORE24_API_KEY")
    .option("--readonly [true|false]", "only tools that change nothing", trueOrFalse, false)
    .option("--safe [true|false]", SAFE_MEANING, trueOrFalse, false)
    .option("--toolsets <list>", "only these toolsets or jobs, separated by commas; left empty: all")
    .action(async ({ readonly, safe, toolsets }: { readonly: boolean; safe: boolean; toolsets?: string }) => {
      const apiKey = env["DIGISTORE24_API_KEY"]?.trim();
      if (!apiKey) {
        throw new ConfigError("DIGISTORE24_API_KEY is not set: give it the API key of your Digistore24 account");
      }
      const read = readKey(apiKey);
      if (read.key === undefined) {
        const mistake = read.mistake ?? "A key is a single word without spaces.";
        throw new ConfigError(`the value of DIGISTORE24_API_KEY is not an API key: ${mistake}`);
      }
      const { runStdio } = await import("./run-stdio.ts");
      // A form that starts this command may pass on an empty field.
      const asked = toolsets?.trim() === "" ? undefined : toolsets;
      const narrowing = { isReadOnly: readonly, isSafe: safe, toolsets: asked };
      await runStdio({ config: readConfig(env), apiKey: read.key, ...narrowing, env });
    });
}

interface SandboxArguments {
  readonly port: number;
  readonly host: string;
  readonly seed: number;
  readonly scale: Scale;
  readonly plantedNotes: boolean;
}

function addTrials(program: Command): void {
  program
    .command("sandbox")
    .description("a stand-in for the Digistore24 API with a shop in it; needs no account")
    .addOption(new Option("--port <number>", "0 takes a free one").default(8124).argParser(wholeUpTo(MAX_PORT)))
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(
      new Option("--seed <number>", "seed of the generated data").default(DEFAULT_SEED).argParser(wholeUpTo(MAX_SEED)),
    )
    .addOption(choice("--scale <scale>", "how many purchases", SCALES).default("small"))
    .option("--planted-notes", "texts by buyers and affiliates hold instructions, for tests of agents", false)
    .action(async ({ plantedNotes, ...options }: SandboxArguments) => {
      const { runSandbox } = await import("../sandbox/http/run-sandbox.ts");
      await runSandbox({ ...options, hasPlantedNotes: plantedNotes });
    });
  program
    .command("demo")
    .description("sandbox and endpoint together, with examples run by a real client")
    .option("--web", "instead of the examples, an agent that you connect in a browser, as in the web", false)
    .option("--once", "end after the examples, or after the first connection", false)
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
    .description("list the tools that would be served")
    .addOption(choice("--surface <name>", "instead of DIGISTORE24_SURFACE", SURFACE_NAMES))
    .option("--readonly", "only tools that change nothing", false)
    .option("--safe", SAFE_MEANING, false)
    .option("--toolsets <list>", "only these toolsets or jobs, separated by commas")
    .option("--json", "as in tools/list", false)
    .action(async ({ surface, ...options }: PrintToolsOptions & { surface?: string }) => {
      const { printTools } = await import("./print-tools.ts");
      const given = surface === undefined ? env : { ...env, DIGISTORE24_SURFACE: surface };
      printTools(readConfig(given), options, io.stdout);
    });
  program
    .command("doctor")
    .description("check the API, the key in DIGISTORE24_API_KEY and, with --url, an endpoint")
    .option("--url <address>", "of the endpoint", httpAddress)
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
    .description("the configuration of an agent, to paste or to write into its file, or the steps in its menus")
    .showHelpAfterError()
    .argument("<client>", CONFIGURED.join(", "), oneOf(CONFIGURED))
    .option("--url <address>", "of the endpoint", httpAddress, "http://127.0.0.1:3000/")
    .addOption(new Option("--readonly", "to the part that only reads").default(false).conflicts(["safe", "twoKeys"]))
    .option("--safe", "to the part that moves no money and overwrites or deletes nothing", false)
    .option("--two-keys", "one connection for reading and one for changing", false)
    .option("--write", "merge it into the client's file, after a backup", false)
    .action(async (client: ClientName | WebAgentName, options: ConfigOptions) => {
      const { runConfig } = await import("./run-config.ts");
      await runConfig(client, options, io);
    });
  program
    .command("audit")
    .description("print the audit log")
    .argument("[files...]", "by default the one that AUDIT_LOG names; - is standard input")
    .option("--since <time>", "30m, 24h, 7d, 2w back, or a date")
    .option("--tool <name>", "a tool or its function")
    .option("--outcome <name>", "success, refused, timeout, …")
    .option("--json", "lines as they are", false)
    .action(async (files: string[], options: { since?: string; tool?: string; outcome?: string; json: boolean }) => {
      const { printAudit } = await import("../audit/print-audit.ts");
      await printAudit({ ...options, files: auditFiles(files, io.env) }, io);
    });
}

function auditFiles(named: readonly string[], env: NodeJS.ProcessEnv): readonly string[] {
  const configured = [env["AUDIT_LOG"] ?? ""].filter((file) => !["", "stdout", "stderr", "off"].includes(file));
  const files = named.length > 0 ? named : configured;
  if (files.length === 0) {
    throw new UsageError("Name the file to read: AUDIT_LOG does not name one.");
  }
  return files;
}
