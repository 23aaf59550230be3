import formbody from "@fastify/formbody";
import { fastify } from "fastify";
import qs from "qs";

export type Rows = readonly Readonly<Record<string, unknown>>[];

/** An API whose lists hold given rows, in pages of `pageSize` whatever the caller asks for. */
export interface ListUpstream {
  readonly apiUrl: string;
  /** The calls that came in: function and page. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

type Args = Readonly<Record<string, unknown>>;

interface ListUpstreamOptions {
  /** By function: the name of the list, and its rows. */
  readonly lists: Readonly<Record<string, readonly [field: string, rows: Rows]>>;
  readonly pageSize?: number;
  /** Called before a call is answered. Its result replaces the answer. */
  readonly onCall?: (call: string, args: Args) => Promise<object | undefined> | object | undefined;
}

export async function startListUpstream({ lists, pageSize = 2, onCall }: ListUpstreamOptions): Promise<ListUpstream> {
  const app = fastify();
  const calls: string[] = [];
  app.register(formbody, { parser: (text) => qs.parse(text) as Record<string, unknown> });
  app.post<{ Params: { name: string }; Body: Record<string, string> }>("/api/call/:name", async ({ params, body }) => {
    const page = Number(body["page_no"] ?? 1);
    const call = `${params.name} ${page}`;
    calls.push(call);
    const other = await onCall?.(call, body);
    if (other) {
      return other;
    }
    const [field, rows] = lists[params.name] ?? ["items", []];
    const data = {
      page_no: page,
      page_count: Math.max(1, Math.ceil(rows.length / pageSize)),
      item_count: rows.length,
      summary: { count: rows.length },
      [field]: rows.slice((page - 1) * pageSize, page * pageSize),
    };
    return { result: "success", data };
  });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return { apiUrl: `${address}/api/call`, calls, close: () => app.close() };
}
