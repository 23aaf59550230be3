import { UsageError } from "../server/kit/usage-error.ts";
import type { Connection } from "../server/page/client-files.ts";

/** What Codex takes an authorization from. */
const AUTHORIZED = "(?:http_headers|env_http_headers|bearer_token_env_var)";

/**
 * The text with a table for a connection. Of one that is there, the address alone is changed. Tables that are written in
 * other ways are refused rather than guessed at.
 */
export function setTomlTable(text: string, file: string, { name, url }: Connection, table: string): string {
  const quoted = `["']?${name}["']?`;
  const named = `mcp_servers\\s*\\.\\s*${quoted}`;
  const header = new RegExp(`^[ \\t]*\\[\\s*${named}\\s*\\].*$`, "m").exec(text);
  const isWrittenOtherwise = new RegExp(`^[ \\t]*(?:mcp_servers\\s*=|(?:${named}|${quoted})\\s*[.=])`, "m").test(text);
  if (!header && !isWrittenOtherwise) {
    const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
    const former = text.trim() === "" ? "" : text.trimEnd() + lineEnd + lineEnd;
    return `${former}${table.replaceAll("\n", lineEnd)}${lineEnd}`;
  }
  const start = header ? header.index + header[0].length : 0;
  const rest = text.slice(start);
  const end = start + (/^[ \t]*\[/m.exec(rest)?.index ?? rest.length);
  const body = text.slice(start, end);
  const address = /^([ \t]*url\s*=\s*)(?:"[^"\n]*"|'[^'\n]*')/m;
  const hasKey = new RegExp(`^[ \\t]*${AUTHORIZED}\\s*=|^[ \\t]*\\[\\s*${named}\\s*\\.\\s*${AUTHORIZED}\\s*\\]`, "m");
  if (!header || !address.test(body) || !hasKey.test(text.slice(start))) {
    throw new UsageError(`${file} was left as it is: it has mcp_servers.${name} in another form. Change it there`);
  }
  return text.slice(0, start) + body.replace(address, (_, before) => before + JSON.stringify(url)) + text.slice(end);
}
