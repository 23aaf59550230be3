import { CallError } from "../../src/server/kit/errors.ts";
import { createDigistore24Client } from "../../src/server/upstream/digistore24-client.ts";

/** Prints what a write to each address comes to, one line of JSON each: for tests that need a process of their own. */
for (const apiUrl of process.argv.slice(2)) {
  const client = createDigistore24Client(apiUrl);
  const call = { path: "/ping", args: {}, apiKey: "100001-ONCEKEY", timeoutMs: 60_000, isRead: false } as const;
  const error: unknown = await client.call(call).catch((reason: unknown) => reason);
  await client.close();
  const report =
    error instanceof CallError ? { message: error.message, ...error.details, cause: undefined } : { answer: error };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
