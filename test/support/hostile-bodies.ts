const BYTES = 1024 * 1024;
const fill = (item: string) =>
  `[${Array(Math.floor((BYTES - 2) / (item.length + 1)))
    .fill(item)
    .join(",")}]`;
export const message = (id: unknown, method: string, params: object = {}) => ({ jsonrpc: "2.0", id, method, params });
export const voucher = (id: unknown) =>
  message(id, "tools/call", { name: "PostCreatevoucher", arguments: { data: { code: "A" } } });
const hugeName = "n".repeat(BYTES - 200);
export const nested = (levels: number, inside = "1") => `${'{"a":'.repeat(levels)}${inside}${"}".repeat(levels)}`;

interface HostileBody {
  readonly shape: string;
  readonly body: string;
  /** Default: 200. */
  readonly status?: number;
}

/** Bodies of 1 MiB that are made to cost the server much. */
export const HOSTILE_BODIES: readonly HostileBody[] = [
  { shape: "an array of numbers", body: fill("1"), status: 400 },
  { shape: "an array of pings", body: fill(JSON.stringify(message(1, "ping"))), status: 400 },
  {
    shape: "an array of calls with ids of their own",
    body: JSON.stringify(Array.from({ length: 5000 }, (_, id) => voucher(id))),
    status: 400,
  },
  { shape: "an array of objects with one huge name", body: `[{"${hugeName}":1}]`, status: 400 },
  { shape: "an object with one huge name", body: `{"${hugeName}":1}`, status: 400 },
  { shape: "an array of empty arrays", body: fill("[]"), status: 400 },
  { shape: "100,000 levels of objects", body: nested(100_000), status: 400 },
  { shape: "100,000 levels of arrays", body: `${"[".repeat(100_000)}${"]".repeat(100_000)}`, status: 400 },
  {
    shape: "100,000 levels of arguments",
    body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ping","arguments":${nested(100_000)}}}`,
    status: 400,
  },
  { shape: "a huge tool name", body: JSON.stringify(message(1, "tools/call", { name: hugeName })) },
  { shape: "a huge method", body: JSON.stringify(message(1, hugeName)) },
  {
    shape: "a huge argument name",
    body: JSON.stringify(message(1, "tools/call", { name: "ping", arguments: { [hugeName]: 1 } })),
  },
  {
    shape: "a huge address of a resource",
    body: JSON.stringify(message(1, "resources/read", { uri: `digistore24://reference/${hugeName}` })),
  },
  {
    shape: "400,000 items of an argument",
    body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"PostCreatevoucher","arguments":{"data":${fill("{}").slice(0, -400)}]}}}`,
    status: 400,
  },
  {
    shape: "100,000 argument names",
    status: 400,
    body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"PostCreatevoucher","arguments":{${Array.from({ length: 90_000 }, (_, index) => `"a${index}":1`).join(",")}}}}`,
  },
];
