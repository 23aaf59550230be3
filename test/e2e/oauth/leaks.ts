import { vi } from "vitest";

/** A secret, and the only places that it may appear in. */
export interface Secret {
  readonly name: string;
  readonly text: string;
  readonly belongs: readonly string[];
}

/** Keeps every answer of the endpoint under its method, path and status, for every caller. */
export function keepAnswers(): Map<string, string> {
  const kept = new Map<string, string>();
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", async (...[input, init]: Parameters<typeof fetch>) => {
    const response = await fetch(input, init);
    const path = new URL(String(input)).pathname
      .split("/")
      .slice(1, 3)
      .join("/")
      .replace(/[^/]{40,}/, "…");
    const place = `${init?.method ?? "GET"} /${path} ${response.status}`;
    const text = JSON.stringify([...response.headers]) + (await response.clone().text());
    kept.set(place, `${kept.get(place) ?? ""}\n${text}`);
    return response;
  });
  return kept;
}

/** The beginning and the end of a secret. Those of a sealed text are of its last parts, because all begin alike. */
function piecesOf(text: string): string[] {
  const parts = text.includes("..") ? text.split(".").slice(2) : [text.replace(/^\d+-/, "")];
  return parts.flatMap((part) => [part.slice(0, 12), part.slice(-12)]).map((piece) => piece.toUpperCase());
}

export function leaksIn(emitted: Iterable<readonly [string, string]>, secrets: readonly Secret[]): string[] {
  return [...emitted].flatMap(([place, text]) =>
    secrets
      .filter(({ belongs }) => !belongs.includes(place))
      .flatMap((secret) =>
        piecesOf(secret.text).map((piece) => ({ name: secret.name, at: text.toUpperCase().indexOf(piece) })),
      )
      .filter(({ at }) => at >= 0)
      .map(({ name, at }) => `${name} in ${place}: ${text.slice(Math.max(0, at - 200), at + 60)}`),
  );
}
