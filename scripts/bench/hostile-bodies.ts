const BYTES = 1024 * 1024;
const ROOM_FOR_THE_REST = 300;
const LEVELS = 100_000;
const NAMES = 80_000;

export interface HostileBody {
  readonly name: string;
  readonly body: string;
}

/** A megabyte each, in the shapes that are most expensive for parsers, validators and searches. */
export function hostileBodies(): readonly HostileBody[] {
  const hugeName = "n".repeat(BYTES - ROOM_FOR_THE_REST);
  const nested = '{"a":'.repeat(LEVELS) + 1 + "}".repeat(LEVELS);
  const names = Array.from({ length: NAMES }, (_, index) => `"a${index}":1`).join(",");
  return [
    { name: "numbers", body: fill("1") },
    { name: "pings", body: fill(message("ping", "{}")) },
    { name: "objects with one huge name", body: `[{"${hugeName}":1}]` },
    { name: "100,000 levels", body: nested },
    { name: "100,000 levels of arguments", body: call("ping", nested) },
    { name: "80,000 argument names", body: call("PostCreatevoucher", `{${names}}`) },
    {
      name: "items of an argument",
      body: call("PostCreatevoucher", `{"data":${fill("{}", BYTES - ROOM_FOR_THE_REST)}}`),
    },
    { name: "a huge tool name", body: call(hugeName, "{}") },
    { name: "a huge argument name", body: call("ping", `{"${hugeName}":1}`) },
    { name: "a huge argument", body: call("PostCreatevoucher", `{"data":{"code":"${hugeName}"},"x":1}`) },
    { name: "a huge method", body: message(hugeName, "{}") },
  ];
}

function fill(item: string, bytes = BYTES): string {
  return `[${Array(Math.floor((bytes - 2) / (item.length + 1)))
    .fill(item)
    .join(",")}]`;
}

function call(name: string, args: string): string {
  return message("tools/call", `{"name":"${name}","arguments":${args}}`);
}

function message(method: string, params: string): string {
  return `{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`;
}
