import { Pool } from "undici";
import { type Host, whenListening } from "./processes.ts";
import { type Dialect, keyHeader, keyOf, type PreparedRequest, prepareRequest, type Work } from "./requests.ts";
import { type Answer, send } from "./send.ts";
import type { HostKind, Stage } from "./stage.ts";

export const DIRECT = "direct upstream call";
export const PASSTHROUGH = "passthrough";
/** The revisions with which the endpoint and the SDK host are called. */
export const REVISIONS = ["2025-11-25", "2026-07-28"] as const;
export const endpointAt = (revision: string) => `endpoint ${revision}`;
export const sdkHostAt = (revision: string) => `SDK host ${revision}`;
export const peerAt = (revision: string) => `peer ${revision}`;

/** One way to get a request answered. */
export interface Subject {
  readonly name: string;
  readonly origin: string;
  readonly dialect: Dialect;
  /** The path of the MCP server. */
  readonly path: string;
  readonly opensSession: boolean;
  /** Another server, which is measured only where a target compares with it. */
  readonly isPeer?: boolean;
  /** Used in place of the API keys. */
  readonly credentials?: readonly string[];
  /** Absent if the process is not ours or does no work itself. */
  readonly pid?: number | undefined;
}

/** Starts the subjects of our own and waits until each of them answers. */
export async function startSubjects(stage: Stage): Promise<readonly Subject[]> {
  const [endpoint, sdkHost, passthrough] = await Promise.all([
    startReady(stage, "endpoint"),
    startReady(stage, "SDK host"),
    startReady(stage, "passthrough"),
  ]);
  const mcp = { path: "/", opensSession: false };
  return [
    ...REVISIONS.map((dialect) => ({ ...mcp, ...endpoint, name: endpointAt(dialect), dialect })),
    ...REVISIONS.map((dialect) => ({ ...mcp, ...sdkHost, name: sdkHostAt(dialect), dialect })),
    { ...mcp, ...passthrough, name: PASSTHROUGH, dialect: "form" },
    { ...mcp, origin: stage.upstreamOrigin, name: DIRECT, dialect: "form" },
  ];
}

async function startReady(stage: Stage, kind: HostKind): Promise<{ origin: string; pid: number | undefined }> {
  const host = await stage.start(kind);
  await firstAnswer(host, firstQuestion(kind));
  return { origin: host.origin, pid: host.child.pid };
}

/** The first request of an agent, or the passthrough's closest equivalent. */
export function firstQuestion(kind: HostKind): PreparedRequest {
  return kind === "passthrough" ? prepareRequest("ping", "form") : prepareRequest("tools/list", "2025-11-25");
}

/** Asks until the host listens. */
export async function firstAnswer(host: Host, question: PreparedRequest): Promise<Answer> {
  const headers = { ...question.headers, ...keyHeader(question.dialect, keyOf(0)) };
  const pool = new Pool(host.origin);
  try {
    return await whenListening(host, () => send(pool, { ...question, headers }));
  } finally {
    await pool.destroy();
  }
}

/** Only MCP has a list of tools. */
export function canDo({ dialect }: Pick<Subject, "dialect">, work: Work): boolean {
  return dialect !== "form" || work !== "tools/list";
}
