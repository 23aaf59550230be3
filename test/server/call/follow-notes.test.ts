import { describe, expect, test } from "vitest";
import { openTestApp } from "../../support/test-app.ts";
import { success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const { callTool } = openTestApp();
const COUNT = 1000;
const MAX_CALLS = 200;

/** Orders of very different sizes, so that pages of one size differ in length. */
const orders = Array.from({ length: COUNT }, (_, index) => ({
  id: `P${index}`,
  order_type: "live",
  main_product_name: "x".repeat((index * 7919) % 900),
}));

function answerPages(): void {
  upstream.answer(({ form }) => {
    const [no, size] = [Number(form["page_no"] ?? 1), Number(form["page_size"] ?? 500)];
    return success({
      page_no: no,
      page_size: size,
      page_count: Math.ceil(COUNT / size),
      item_count: COUNT,
      purchase_list: orders.slice((no - 1) * size, no * size),
    });
  });
}

interface Page {
  readonly _note?: string;
  readonly _complete?: boolean;
  readonly purchase_list: readonly { id: string }[];
}

/** Does what the notes say until an answer is complete. */
async function follow(args: Record<string, unknown>): Promise<string[]> {
  const ids: string[] = [];
  let next = args;
  for (let calls = 0; calls < MAX_CALLS; calls++) {
    const { answer } = await callTool("listPurchases", next);
    const { _note: note = "", _complete: isComplete = true, purchase_list } = answer as unknown as Page;
    ids.push(...purchase_list.map(({ id }) => id));
    if (isComplete) {
      return ids;
    }
    const size = /page_size (\d+), /.exec(note)?.[1];
    const no = /page_no (\d+)/.exec(note)?.[1];
    expect(no).toBeDefined();
    next = { ...next, page_no: Number(no), ...(size && { page_size: Number(size) }) };
  }
  throw new Error(`the list did not end within ${MAX_CALLS} calls`);
}

describe("the notes of a list of 1,000 lead to every item exactly once", () => {
  test.each([
    { name: "with the default page size", args: {} },
    { name: "with the largest page size", args: { page_size: 1000 } },
    { name: "with small pages that always fit", args: { page_size: 20 } },
    { name: "with all fields", args: { page_size: 400, _fields: ["*"] } },
    { name: "with one field", args: { page_size: 1000, _fields: ["id"] } },
  ])("$name", async ({ args }) => {
    answerPages();
    expect(await follow(args)).toEqual(orders.map(({ id }) => id));
  });
});

test("the note of an answer by id leads to every id exactly once", async () => {
  upstream.answer(({ form }) => {
    const ids = String(form["purchase_id"]).split(",");
    const records = ids.map((id) => [id, { id, items: [{ text: "y".repeat(3000) }] }] as const);
    return success(ids.length === 1 ? records[0]?.[1] : Object.fromEntries(records));
  });
  const wanted = Array.from({ length: 60 }, (_, index) => `ID${index}`);
  const seen: string[] = [];
  let next: string | undefined = wanted.join(",");
  while (next !== undefined) {
    const { answer = {} } = await callTool("GetGetpurchase", { purchase_id: next });
    const { _note, _complete, ...records } = answer;
    seen.push(...("id" in records ? [String(records["id"])] : Object.keys(records)));
    next = /purchase_id "([^"]+)"/.exec(String(_note))?.[1];
  }
  expect(seen).toEqual(wanted);
});
