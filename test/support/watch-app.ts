import { Writable } from "node:stream";
import { afterEach } from "vitest";
import type { AppOptions } from "../../src/server/start/app.ts";

type Logger = Exclude<AppOptions["logger"], false | undefined>;

/** The framework's own errors: in the log they are a defect of ours that no answer shows. */
const FRAMEWORK_ERROR = /FST_ERR_\w+/;
const MAX_SHOWN = 3;
const problems: string[] = [];

process.on("unhandledRejection", (reason) => {
  problems.push(`unhandled rejection: ${reason instanceof Error ? reason.stack : String(reason)}`);
});

afterEach(() => {
  if (problems.length > 0) {
    throw new Error(problems.splice(0).slice(0, MAX_SHOWN).join("\n"));
  }
});

/** A logger whose lines fail the running test if the framework complains in them. They go on to the test's own one too. */
export function watched(logger: AppOptions["logger"]): Logger {
  const { stream, ...given } = (logger || { level: "warn" }) as Logger & { stream?: NodeJS.WritableStream };
  const watching = new Writable({
    write: (chunk, _encoding, done) => {
      const line = String(chunk);
      if (FRAMEWORK_ERROR.test(line)) {
        problems.push(line);
      }
      stream?.write(chunk);
      done();
    },
  });
  return { ...given, stream: watching };
}
