import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { modernRequest, openTestApp, type RpcMessage } from "../../support/test-app.ts";
import { openTestStdio } from "../../support/test-stdio.ts";
import { useUpstream } from "../../support/upstream.ts";
import { ANSWER_KINDS, type AnswerKind, SERVERS } from "./answer-kinds.ts";

/** What an answer contains for a model, whichever method it answers. */
interface Shown {
  readonly texts: readonly string[];
  readonly structuredContent?: unknown;
}

/** How programs that were tried hand an answer to a model. */
const CLIENTS: { readonly name: string; readonly show: (shown: Shown) => string }[] = [
  { name: "the first block only", show: ({ texts }) => texts[0] ?? "" },
  {
    name: "structured content if there is any",
    show: ({ texts, structuredContent }) =>
      structuredContent === undefined ? texts.join("\n") : JSON.stringify(structuredContent),
  },
  { name: "all blocks", show: ({ texts }) => texts.join("\n") },
  {
    name: "blocks and structured content",
    show: ({ texts, structuredContent }) => texts.join("\n") + (JSON.stringify(structuredContent) ?? ""),
  },
];

type ServerName = keyof typeof SERVERS;
type Ask = (method: string, params: object) => Promise<RpcMessage | undefined>;
interface Connection {
  readonly ask: Ask;
  readonly close: () => Promise<unknown>;
}

const FORMS: {
  readonly form: string;
  readonly open: (env: Record<string, string>) => Connection | Promise<Connection>;
}[] = [
  { form: "HTTP at 2025-11-25", open: (env) => overHttp(env, ({ rpc }) => rpc) },
  {
    form: "HTTP at 2026-07-28",
    open: (env) =>
      overHttp(env, ({ post }) => async (method, params) => {
        const { body, headers } = modernRequest(method, params);
        return (await post(body, headers)).messages[0];
      }),
  },
  { form: "stdio at 2025-11-25", open: (env) => overStdio("2025-11-25", env) },
  { form: "stdio at 2026-07-28", open: (env) => overStdio("2026-07-28", env) },
];

const upstream = useUpstream();

describe.each(FORMS)("over $form, a client", ({ open }) => {
  const connections = new Map<ServerName, Connection>();
  beforeAll(async () => {
    for (const [name, env] of Object.entries(SERVERS)) {
      connections.set(name as ServerName, await open(env));
    }
  });
  afterAll(() => Promise.all(Array.from(connections.values(), ({ close }) => close())));

  test.each(ANSWER_KINDS)("shows a model all sentences of $name, however it shows answers", async (kind) => {
    const shown = await answerTo(kind, connections.get(kind.server ?? "PLAIN"));
    for (const { name, show } of CLIENTS) {
      const text = show(shown);
      const missing = kind.sentences.filter((sentence) => !text.includes(sentence));
      expect({ client: name, missing }).toEqual({ client: name, missing: [] });
    }
    expect(shown.texts).toHaveLength(1);
    expect(shown.structuredContent).toBeUndefined();
  });
});

async function answerTo({ method, params, answer }: AnswerKind, connection: Connection | undefined): Promise<Shown> {
  if (answer) {
    upstream.answer(answer);
  }
  const message = await connection?.ask(method, params);
  if (message?.error) {
    return { texts: [message.error.message] };
  }
  const { content, messages, contents, structuredContent } = message?.result ?? {};
  const blocks = content ?? contents ?? messages?.map((entry: { content: unknown }) => entry.content);
  return { texts: blocks.map(({ text }: { text: string }) => text), structuredContent };
}

function overHttp(env: Record<string, string>, askOf: (app: ReturnType<typeof openTestApp>) => Ask): Connection {
  const app = openTestApp(env);
  return { ask: askOf(app), close: () => app.app.close() };
}

async function overStdio(revision: "2025-11-25" | "2026-07-28", env: Record<string, string>): Promise<Connection> {
  const { rpc, close } = await openTestStdio(revision, env);
  return { ask: rpc, close };
}
