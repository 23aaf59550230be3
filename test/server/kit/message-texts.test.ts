import { expect, test } from "vitest";
import { messageTexts } from "../../../src/server/kit/message-texts.ts";

const tricky = JSON.stringify({ id: "a\u2028data: {}\u2029\u0085b" });

test("a message may contain characters that end a line elsewhere", () => {
  expect(messageTexts(`event: message\ndata: ${tricky}\n\nevent: message\ndata: {"id":2}\n\n`)).toEqual([
    tricky,
    '{"id":2}',
  ]);
  expect(messageTexts(tricky)).toEqual([tricky]);
});

test.each(["\n", "\r\n", "\r"])("lines may end with %j, and other lines are skipped", (end) => {
  const lines = [": comment", "id: 1", "data:", "", "event: message", `data:${tricky}`, "", ""];
  expect(messageTexts(lines.join(end))).toEqual([tricky]);
});
