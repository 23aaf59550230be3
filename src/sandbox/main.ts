import { parseArgs } from "node:util";
import { buildSandbox, DEFAULT_SEED } from "./app.ts";
import { SANDBOX_KEYS } from "./keys.ts";
import { SCALES, type Scale } from "./shop.ts";

const DEFAULT_PORT = "8124";
const MAX_PORT = 65_535;
const MAX_SEED = 2 ** 32 - 1;

/** Starts the sandbox and stays until it is told to stop. */
async function main(): Promise<void> {
  const { host, port, seed, scale } = readOptions();
  const app = buildSandbox({ seed, scale });
  const stop = () => {
    void app.close();
  };
  process.once("SIGTERM", stop).once("SIGINT", stop);
  const address = await app.listen({ host, port });
  printUsage(`${address}/api/call`);
}

interface Options {
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  readonly scale: Scale;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: DEFAULT_PORT },
      host: { type: "string", default: "127.0.0.1" },
      seed: { type: "string", default: String(DEFAULT_SEED) },
      scale: { type: "string", default: "small" },
    },
  });
  const scale = SCALES.find((name) => name === values.scale);
  if (scale === undefined) {
    throw new RangeError(`--scale must be ${SCALES.join(" or ")}, not ${values.scale}`);
  }
  return {
    host: values.host,
    port: readNumber("--port", values.port, MAX_PORT),
    seed: readNumber("--seed", values.seed, MAX_SEED),
    scale,
  };
}

function readNumber(option: string, text: string, most: number): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > most) {
    throw new RangeError(`${option} must be a number from 0 to ${most}, not ${text}`);
  }
  return Number(text);
}

function printUsage(apiUrl: string): void {
  process.stdout.write(
    [
      `Digistore24 sandbox  ${apiUrl}`,
      `Key, full access     ${SANDBOX_KEYS.full}`,
      `Key, read only       ${SANDBOX_KEYS.readOnly}`,
      "",
      "Point the endpoint at it:",
      `  DIGISTORE24_API_URL=${apiUrl} npm start`,
      "",
      "Everything is kept in memory and gone when it stops. Ctrl-C ends it.",
      "",
    ].join("\n"),
  );
}

/** What a person at the command line can mend, as against a defect, which keeps its stack. */
function isExpected(error: unknown): error is Error {
  const { code = "", syscall } = error as NodeJS.ErrnoException;
  // A host name that does not exist fails in the look-up before listening.
  const isNetwork = syscall === "listen" || syscall === "getaddrinfo";
  return error instanceof RangeError || isNetwork || code.startsWith("ERR_PARSE_ARGS");
}

try {
  await main();
} catch (error) {
  if (!isExpected(error)) {
    throw error;
  }
  process.stderr.write(`The sandbox cannot start: ${error.message}\n`);
  process.exitCode = 1;
}
