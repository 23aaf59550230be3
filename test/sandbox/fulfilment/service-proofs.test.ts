import { describe, expect, test } from "vitest";
import { openSandbox, type Sandbox, type WireArguments } from "../sandbox-client.ts";

const KNOWN = "9101";

async function statusOf({ data }: Sandbox, service_proof_id: string) {
  return (await data("getServiceProofRequest", { service_proof_id })).service_proof_request;
}

function answer(service_proof_id: string, request_status: string, rest: WireArguments = {}): WireArguments {
  return { service_proof_id, "data[request_status]": request_status, ...rest };
}

describe("the list", () => {
  test("has the request of the description's example, and requests in every state", async () => {
    const sandbox = openSandbox();
    const list = await sandbox.data("listServiceProofRequests");
    expect(list[0]).toEqual({
      id: 9101,
      purchase_id: "K7M2QX9A",
      product_id: 12345,
      delivery_type: "digital",
      approval_status: "pending",
      request_status: "pending",
      created_at: "2026-03-15 12:00:00",
      modified_at: "2026-03-15 12:00:00",
    });
    const states = list.map(({ request_status }: { request_status: string }) => request_status);
    expect(states).toEqual(["pending", "pending", "proof_provided", "exec_refund"]);
    for (const { purchase_id, product_id, request_status, created_at, modified_at } of list) {
      const purchase = await sandbox.data("getPurchase", { purchase_id });
      expect(purchase.main_product_id).toBe(product_id);
      const refunds = purchase.transaction_list.filter(({ type }: { type: string }) => type !== "payment");
      expect(refunds).toHaveLength(request_status === "exec_refund" ? 1 : 0);
      expect(created_at >= purchase.created_at && modified_at >= created_at).toBe(true);
      expect(modified_at <= "2026-03-16 10:15:00").toBe(true);
    }
  });

  const searches: [WireArguments, number][] = [
    [{ "search[purchase_id]": "K7M2QX9A" }, 1],
    [{ "search[purchase_id]": "P4W8ZT3B" }, 0],
    [{ "search[product_id]": "13579" }, 0],
    [{ "search[delivery_type]": "digital" }, 4],
    [{ "search[delivery_type]": "shipping" }, 0],
    [{ "search[approval_status]": "approved" }, 2],
    [{ "search[request_status]": "pending", "search[approval_status]": "new" }, 1],
    [{ request_status: "exec_refund" }, 4],
  ];
  test.each(searches)("finds %i requests if it is searched for %j", async (search, count) => {
    const { data } = openSandbox();
    expect(await data("listServiceProofRequests", search)).toHaveLength(count);
  });

  test("refuses an unknown state", async () => {
    const { call } = openSandbox();
    expect(await call("listServiceProofRequests", { "search[request_status]": "lost" })).toMatchObject({ code: 3 });
  });
});

describe("an answer", () => {
  test("with a proof is final, moves no money and waits for approval", async () => {
    const sandbox = openSandbox();
    expect(await statusOf(sandbox, KNOWN)).toMatchObject({ status: "pending", due_date: "2026-03-29", notes: "" });
    const args = answer(KNOWN, "proof_provided", {
      "data[message]": "Der Kurs wurde am 14.03. freigeschaltet.",
      "files[0][url]": "https://www.example.com/nachweis.pdf",
      "files[0][filename]": "nachweis.pdf",
    });
    expect(await sandbox.data("updateServiceProofRequest", args)).toEqual({ is_modified: "Y" });
    const notes = "Der Kurs wurde am 14.03. freigeschaltet.";
    expect(await statusOf(sandbox, KNOWN)).toMatchObject({ status: "proof_provided", notes });
    const [listed] = await sandbox.data("listServiceProofRequests", { "search[purchase_id]": "K7M2QX9A" });
    expect(listed).toMatchObject({ approval_status: "pending", modified_at: "2026-03-16 10:15:00" });
    const { transaction_list } = await sandbox.data("getPurchase", { purchase_id: "K7M2QX9A" });
    expect(transaction_list).toHaveLength(1);
  });

  test("with a refund returns the whole payment, once", async () => {
    const sandbox = openSandbox();
    expect(await sandbox.data("updateServiceProofRequest", answer(KNOWN, "exec_refund"))).toEqual({ is_modified: "Y" });
    expect(await statusOf(sandbox, KNOWN)).toMatchObject({ status: "exec_refund" });
    const { transaction_list } = await sandbox.data("getPurchase", { purchase_id: "K7M2QX9A" });
    expect(transaction_list).toMatchObject([
      { type: "payment", amount: "199.00", earned_amount: "90.31" },
      { type: "refund", amount: "-199.00", earned_amount: "-90.31", created_at: "2026-03-16 10:15:00" },
    ]);
    const license = { purchase_id: "K7M2QX9A", license_key: "MUSTER-0000-1111-2222" };
    expect(await sandbox.data("validateLicenseKey", license)).toMatchObject({ is_license_valid: "N" });
    expect(await sandbox.call("updateServiceProofRequest", answer(KNOWN, "exec_refund"))).toMatchObject({
      code: 3,
      message: "Die Anfrage 9101 wurde bereits beantwortet",
    });
    const after = await sandbox.data("getPurchase", { purchase_id: "K7M2QX9A" });
    expect(after.transaction_list).toHaveLength(2);
  });

  test("with a refund ends further payments", async () => {
    const sandbox = openSandbox();
    const [{ purchase_id }] = await sandbox.data("listServiceProofRequests", { "search[approval_status]": "new" });
    await sandbox.data("updateServiceProofRequest", answer("9102", "exec_refund"));
    const purchase = await sandbox.data("getPurchase", { purchase_id });
    expect(purchase).toMatchObject({ billing_status: expect.stringMatching("aborted|completed"), next_payment_at: "" });
    const amounts = purchase.transaction_list.map(({ amount }: { amount: string }) => Number(amount));
    expect(amounts.reduce((sum: number, amount: number) => sum + amount, 0)).toBe(0);
  });

  const refused: [WireArguments, number, string][] = [
    [answer(KNOWN, "pending"), 3, "Invalid value for data[request_status]"],
    [{ service_proof_id: KNOWN, "data[message]": "x" }, 3, "Missing parameter: data[request_status]"],
    [{ service_proof_id: KNOWN, request_status: "exec_refund" }, 3, "Missing parameter: data[request_status]"],
    [answer(KNOWN, "exec_refund", { "files[0][filename]": "a.pdf" }), 3, "Missing parameter: files[0][url]"],
    [answer(KNOWN, "exec_refund", { "files[0][url]": "a.pdf" }), 3, "Invalid value for files[0][url]"],
    [answer("9103", "exec_refund"), 3, "Request 9103 has been answered already"],
    [answer("1", "exec_refund"), 4, "Service proof request not found: 1"],
  ];
  test.each(refused)("%j is refused and moves no money", async (args, code, message) => {
    const sandbox = openSandbox();
    const envelope = await sandbox.call("updateServiceProofRequest", { ...args, language: "en" });
    expect(envelope).toMatchObject({ result: "error", code });
    expect(envelope.message).toContain(message);
    expect(await statusOf(sandbox, KNOWN)).toMatchObject({ status: "pending" });
    const { transaction_list } = await sandbox.data("getPurchase", { purchase_id: "K7M2QX9A" });
    expect(transaction_list).toHaveLength(1);
  });
});

test("an unknown request is not found", async () => {
  const { call } = openSandbox();
  const message = "Leistungsnachweis-Anfrage nicht gefunden: 1";
  expect(await call("getServiceProofRequest", { service_proof_id: "1" })).toMatchObject({ code: 4, message });
});
