import { afterAll, describe, expect, test } from "vitest";
import { openTestApp } from "../../support/test-app.ts";
import { refusal, success, useUpstream } from "../../support/upstream.ts";

const upstream = useUpstream();
const masked = openTestApp({ DIGISTORE24_MASK_PERSONAL_DATA: "true" });
const open = openTestApp();
afterAll(() => Promise.all([masked.app.close(), open.app.close()]));

const buyer = { id: 77, email: "erika@example.com", first_name: "Erika", country: "DE" };

describe("buyers' data in answers", () => {
  test("is replaced if the operator wants that, in the same way for the same person", async () => {
    upstream.answer(() => success({ buyer }));
    const first = await masked.callTool("GetGetpurchase", { purchase_id: "ABCDEF12" });
    upstream.answer(() => success({ buyer: { ...buyer, email: "ERIKA@example.com" } }));
    const second = await masked.callTool("GetGetpurchase", { purchase_id: "ABCDEF12" });
    expect(first.answer).toEqual({
      buyer: {
        id: 77,
        email: expect.stringMatching(/^\[e-mail [0-9a-f]{8}\]$/),
        first_name: expect.stringMatching(/^\[name [0-9a-f]{8}\]$/),
        country: "DE",
      },
    });
    expect(second.answer).toEqual(first.answer);
    expect(first.text).not.toContain("rika");
  });

  test("is also replaced in the API's error messages", async () => {
    upstream.answer(() => refusal(4, "No buyer erika@example.com"));
    const { text } = await masked.callTool("GetGetpurchase", { purchase_id: "ABCDEF12" });
    expect(text).toMatch(/"No buyer \[e-mail [0-9a-f]{8}\]"/);
  });

  test("is unchanged otherwise", async () => {
    upstream.answer(() => success({ buyer }));
    expect((await open.callTool("GetGetpurchase", { purchase_id: "ABCDEF12" })).answer).toMatchObject({ buyer });
  });
});

test("a placeholder is not written back over the data it stands for", async () => {
  const args = { buyer_id: 77, data: { first_name: "[name 1a2b3c4d]", email: "new@example.com" } };
  const { isError, text } = await masked.callTool("updateBuyer", args);
  expect(isError).toBe(true);
  expect(text).toBe(
    "updateBuyer: nothing was sent. [name 1a2b3c4d] is a placeholder that this server put in place of personal data; leave that field out, or find the person by an order id. Correct the arguments and call again.",
  );
  expect(upstream.requests).toEqual([]);
});
