import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { Shown, ToolCall } from "../clients/client.ts";
import { chatCompletions } from "./chat-completions.ts";
import type { Dialect, ModelRequest } from "./dialect.ts";
import { gemini } from "./gemini.ts";
import { messages } from "./messages.ts";
import { isNameOf } from "./offered-name.ts";
import { responses } from "./responses.ts";

const DIALECTS: readonly Dialect[] = [chatCompletions, responses, messages, gemini];
/** Others say in the body that they want a stream. */
const STREAM_OF_GOOGLE = ":streamGenerateContent";

interface ModelView {
  /** The tools that it was offered. */
  readonly toolNames: readonly string[];
  /** What it saw after its call. */
  readonly shown: Shown;
}

export interface MockModel {
  /** Without a slash at the end; the provider's path follows, `/v1/chat/completions` for one. */
  readonly url: string;
  /** Makes this call when it is asked, and returns what it was shown. */
  watch(call: ToolCall, ask: () => Promise<unknown>): Promise<ModelView>;
  close(): Promise<void>;
}

interface Watch {
  readonly call: ToolCall;
  readonly paths: string[];
  toolNames?: readonly string[];
  shown?: Shown;
}

/** A provider of models whose model makes the one call that it is told to, and ends. */
export async function startMockModel(): Promise<MockModel> {
  let current: Watch | undefined;
  const server = createServer((request, response) => {
    answer(current, request, response).catch((error: Error) => {
      response.writeHead(400).end(JSON.stringify({ error: { message: error.message } }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async watch(call, ask) {
      const watch: Watch = { call, paths: [] };
      current = watch;
      const failure = await ask().then(
        () => undefined,
        (error: Error) => error,
      );
      return viewOf(watch, failure);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function viewOf({ call, paths, toolNames, shown }: Watch, failure: Error | undefined): ModelView {
  if (toolNames === undefined || shown === undefined) {
    const asked = paths.join(", ") || "nothing";
    throw new Error(`No result of ${call.tool} reached the model, which was asked ${asked}.`, { cause: failure });
  }
  return { toolNames, shown };
}

async function answer(watch: Watch | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  watch?.paths.push(path);
  const dialect = DIALECTS.find((candidate) => candidate.path.test(path));
  if (!watch || !dialect) {
    throw new Error(`The mock model does not serve ${path}.`);
  }
  const body = (await json(request)) as ModelRequest;
  const reply = replyTo(watch, dialect, body);
  if (body.stream || path.endsWith(STREAM_OF_GOOGLE)) {
    response.setHeader("content-type", "text/event-stream").end(dialect.eventsOf(reply).map(toEvent).join(""));
    return;
  }
  response.setHeader("content-type", "application/json").end(JSON.stringify(reply));
}

/** Where events have a type, it is their name as well. */
function toEvent(event: { readonly type?: string } | string): string {
  if (typeof event === "string") {
    return `data: ${event}\n\n`;
  }
  return `${event.type ? `event: ${event.type}\n` : ""}data: ${JSON.stringify(event)}\n\n`;
}

function replyTo(watch: Watch, dialect: Dialect, body: ModelRequest): object {
  const text = dialect.resultOf(body);
  if (text !== undefined) {
    watch.shown = { text, through: dialect.title };
    return dialect.endOf("Done.");
  }
  const { tool, args } = watch.call;
  const toolNames = dialect.toolNames(body);
  const offered = toolNames.find((name) => isNameOf(name, tool));
  if (offered === undefined) {
    return dialect.endOf(`There is no tool ${tool}.`);
  }
  // The first request counts: Claude Code names all tools only there.
  watch.toolNames ??= toolNames;
  return dialect.callOf(offered, args, body);
}
