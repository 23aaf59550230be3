import type { Agent } from "./agent.ts";

/** A request to an agent in the words of a person, and the calls that carry it out. */
interface Job {
  readonly prompt: string;
  /** Does the job and returns the sentence the agent would answer with. */
  readonly run: (agent: Agent) => Promise<string>;
}

/** The examples on the vendor's help page, and a refund, which asks first. */
export const JOBS: readonly Job[] = [
  {
    prompt: "Make a copy of product 12345 called “Webinar October”, inactive, for a single payment of 89.99 EUR.",
    run: copyProduct,
  },
  {
    prompt: "Set up a new product “Course XYZ” with this description, sales page and image: …",
    run: createProduct,
  },
  {
    prompt: "We need a voucher LAUNCH10: 10% off products 12345 and 67890, valid for a week.",
    run: createVoucher,
  },
  {
    prompt: "How many transactions of the last 12 months for product 12345 are subscriptions billed yearly?",
    run: countYearlySubscriptions,
  },
  {
    prompt: "How many sales of product 67890 have payments in progress?",
    run: countPayingSales,
  },
  {
    prompt: "Give the buyer of proof request 9102 the money back.",
    run: refundAfterYes,
  },
];

async function copyProduct(agent: Agent): Promise<string> {
  const name = "Webinar October";
  const copy = await agent.call("PostCopyproduct", {
    product_id: 12345,
    data: { name_intern: name, name_de: name, name_en: name, is_active: false },
  });
  const productId = copy["product_id"];
  await agent.call("PostCreatepaymentplan", {
    product_id: productId,
    data: { first_amount: 89.99, currency: "EUR", number_of_installments: 1 },
  });
  const { items } = await agent.call("listPaymentPlans", { product_id: productId });
  const prices = (items as Record<string, unknown>[]).map((plan) => `${plan["first_amount"]} ${plan["currency"]}`);
  return `Product ${productId} “${name}” was created and is inactive. Its prices: ${prices.join(", ")}.`;
}

async function createProduct(agent: Agent): Promise<string> {
  const created = await agent.call("PostCreateproduct", {
    data: {
      name_intern: "Course XYZ",
      name_en: "Course XYZ",
      description_en: "Six evenings on planning a launch.",
      salespage_url: "https://example.com/course-xyz",
      image_url: "https://example.com/course-xyz.png",
      is_active: false,
    },
  });
  await agent.call("GetGetproduct", { product_id: created["product_id"] });
  return `Product ${created["product_id"]} “Course XYZ” was created. It has no payment plan yet.`;
}

async function createVoucher(agent: Agent): Promise<string> {
  await agent.call("PostCreatevoucher", {
    data: { code: "LAUNCH10", product_ids: [12345, 67890], first_rate: 10, other_rates: 10, expires_at: "7d" },
  });
  await agent.call("getVoucher", { code: "LAUNCH10" });
  return "LAUNCH10 takes 10% off products 12345 and 67890 for seven days.";
}

async function countYearlySubscriptions(agent: Agent): Promise<string> {
  const search = { product_id: 12345, billing_type: "subscription" };
  const purchases = await listAll(agent, "listPurchases", "start", search, ["id", "other_billing_intervals"]);
  const yearly = purchases.filter((purchase) => purchase["other_billing_intervals"] === "12_month");
  const ids = new Set(yearly.map((purchase) => purchase["id"]));
  const transactions = await listAll(agent, "PostListtransactions", "-12M", search, ["purchase_id"]);
  const count = transactions.filter((transaction) => ids.has(transaction["purchase_id"])).length;
  return `${count} transactions of the last 12 months belong to the ${ids.size} yearly subscriptions of product 12345.`;
}

async function countPayingSales(agent: Agent): Promise<string> {
  const purchases = await listAll(agent, "listPurchases", "start", { product_id: 67890 }, ["billing_status"]);
  const paying = purchases.filter((purchase) => purchase["billing_status"] === "paying").length;
  return `${paying} of ${purchases.length} sales of product 67890 have payments in progress.`;
}

/** The seller's yes is part of the demo: a real agent shows the preview and waits. */
async function refundAfterYes(agent: Agent): Promise<string> {
  const refund = { service_proof_id: 9102, data: { request_status: "exec_refund" } };
  const { preview, confirmation } = await agent.call("updateServiceProofRequest", refund);
  await agent.call("updateServiceProofRequest", { ...refund, confirmation });
  return `I asked you first: “${preview}” You said yes, and it is done.`;
}

/** Reads every page with only the needed fields, because the API has no filter for these two questions. */
async function listAll(
  agent: Agent,
  tool: "listPurchases" | "PostListtransactions",
  from: string,
  search: object,
  _fields: string[],
): Promise<Record<string, unknown>[]> {
  const list = tool === "listPurchases" ? "purchase_list" : "transaction_list";
  const found: Record<string, unknown>[] = [];
  for (let page_no = 1, pageCount = 1; page_no <= pageCount; page_no++) {
    const answer = await agent.call(tool, { from, search, page_no, page_size: 200, _fields });
    found.push(...(answer[list] as Record<string, unknown>[]));
    pageCount = Number(answer["page_count"]);
  }
  return found;
}
