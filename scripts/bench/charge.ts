import type { Pool } from "undici";
import { messageTexts } from "../../src/server/kit/message-texts.ts";
import { keyHeader, keyOf } from "./requests.ts";
import { send } from "./send.ts";

const REVISION = "2025-11-25";
const TOOL = "PostCreatebillingondemand";
/** The order and the product of the description's examples, which the upstream answers with. */
const ARGUMENTS = { purchase_id: "K7M2QX9A", product_id: "12345" };
const REPLAYED = "already used";

/** The call that is held. Returns its confirmation. */
export async function askToCharge(pool: Pool, caller: number): Promise<string> {
  return call(pool, caller, {}, "confirmation");
}

/** The call that charges: a confirmed one, or any where nothing is held. */
export async function charge(pool: Pool, caller: number, confirmation?: string): Promise<void> {
  await call(pool, caller, { confirmation }, "created_purchase_id");
}

/** Throws unless the answer has the member that only such a call returns. */
async function call(pool: Pool, caller: number, more: object, member: string): Promise<string> {
  const params = { name: TOOL, arguments: { ...ARGUMENTS, ...more } };
  const { status, body } = await send(pool, {
    path: "/",
    headers: {
      ...keyHeader(REVISION, keyOf(caller)),
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      "mcp-protocol-version": REVISION,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }),
  });
  const text = body.toString("utf8");
  const answer = status === 200 && !text.includes(REPLAYED) ? readResult(text) : undefined;
  const value = answer?.[member];
  if (typeof value !== "string") {
    throw new Error(`${TOOL} was answered with HTTP ${status} ${text.slice(0, 300)}, which has no ${member}`);
  }
  return value;
}

function readResult(text: string): Record<string, unknown> | undefined {
  const { result } = JSON.parse(messageTexts(text).at(-1) ?? "{}");
  return result?.isError === true ? undefined : JSON.parse(result?.content?.[0]?.text ?? "{}");
}
