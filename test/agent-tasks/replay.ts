import type { Client } from "@modelcontextprotocol/client";
import { SANDBOX_KEYS } from "../../src/sandbox/wire/keys.ts";
import { buildApp } from "../../src/server/start/app.ts";
import { readConfig } from "../../src/server/start/config/config.ts";
import { connectClient, textOf } from "../support/mcp-client.ts";
import { changesBetween, readRecords } from "./records.ts";
import { NOW, openShop, type Shop } from "./shop.ts";
import type { Answer, Changes, Task } from "./task.ts";

export interface MadeCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** As a model reads it. */
  readonly text: string;
  readonly isError: boolean;
}

export interface Replay {
  readonly calls: readonly MadeCall[];
  /** Of the calls that were no error, in order. */
  readonly answers: readonly Answer[];
  readonly changes: Changes;
  /** The places of new records among the changes. */
  readonly added: readonly string[];
}

/** Our endpoint in front of a shop, with a client connected to it. */
export interface Player {
  readonly shop: Shop;
  readonly client: Client;
  /** Does a task in a fresh shop. */
  play(task: Task): Promise<Replay>;
  close(): Promise<void>;
}

export async function openPlayer(): Promise<Player> {
  const shop = await openShop();
  const env = { DIGISTORE24_API_URL: shop.apiUrl, RATE_LIMIT_PER_KEY: "0", RATE_LIMIT_PER_ADDRESS: "0" };
  const app = buildApp({ config: readConfig(env), now: () => NOW.getTime() });
  const client = await connectClient(await app.listen({ host: "127.0.0.1", port: 0 }), SANDBOX_KEYS.full);
  const before = await readRecords(shop);

  async function play(task: Task): Promise<Replay> {
    await shop.reset();
    const { calls, answers } = await makeCalls(client, task);
    const changes = changesBetween(before, await readRecords(shop));
    return { calls, answers, changes, added: Object.keys(changes).filter((place) => !before.has(place)) };
  }

  async function close(): Promise<void> {
    await client.close();
    await app.close();
    await shop.close();
  }

  return { shop, client, play, close };
}

async function makeCalls(client: Client, { calls }: Task): Promise<Pick<Replay, "calls" | "answers">> {
  const made: MadeCall[] = [];
  const answers: Answer[] = [];
  for (const { tool, args: given } of calls) {
    const args = typeof given === "function" ? given(...answers) : given;
    const result = await client.callTool({ name: tool, arguments: args });
    const call = { tool, args, text: textOf(result), isError: result.isError === true };
    made.push(call);
    if (call.isError) {
      break;
    }
    answers.push(JSON.parse(call.text));
  }
  return { calls: made, answers };
}
