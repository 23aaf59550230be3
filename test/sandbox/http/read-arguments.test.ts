import qs from "qs";
import { expect, test } from "vitest";
import { callFunction } from "../../../src/sandbox/http/functions.ts";
import { GENERATED_REGISTRY } from "../../../src/sandbox/http/generated-registry.ts";
import { openShop } from "../../../src/sandbox/seed/open-shop.ts";
import type { Form } from "../../../src/sandbox/wire/arguments.ts";
import { Refusal } from "../../../src/sandbox/wire/refusal.ts";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { tools } from "../../support/generated-tools.ts";
import { NOW } from "../sandbox-client.ts";
import { requiredArguments } from "./required-values.ts";

/** Without an effect in the sandbox. */
const IGNORED = [
  "createAddonChangePurchase placeholders",
  "createAddonChangePurchase tracking[affiliate]",
  "createAddonChangePurchase tracking[campaignkey]",
  "createAddonChangePurchase tracking[custom]",
  "createAddonChangePurchase tracking[trackingkey]",
  "createBillingOnDemand payment_plan[upgrade_type]",
  "createBillingOnDemand placeholders",
  "createBillingOnDemand settings[product_country]",
  "createBuyUrl buyer[readonly_keys]",
  "createBuyUrl payment_plan[tax_mode]",
  "createBuyUrl payment_plan[upgrade_type]",
  "createBuyUrl placeholders",
  "createBuyUrl settings[force_rebilling]",
  "createBuyUrl settings[hide_double_buy_info]",
  "createBuyUrl settings[img]",
  "createBuyUrl settings[orderform_id]",
  "createBuyUrl urls[upgrade_error_url]",
  "listProducts merchant_id",
  "updateDelivery data[is_shipped_by_reseller_from]",
];

/** Read only by a call that nothing else refuses. */
const READ_LATE = [
  "createUpgradePurchase payment_plan_id",
  "createUpgradePurchase quantities",
  "refundPurchase force",
  "refundPurchase request_date",
  "refundTransaction force",
  "refundTransaction request_date",
  "updateServiceProofRequest data[message]",
];

/** Ours alone: the API never gets it. */
const TOOL_ONLY = "_fields";

/** Every described argument by its name on the wire, with those inside brackets. */
function describedArguments({ inputSchema }: AnyToolDefinition): readonly string[] {
  return Object.entries(inputSchema.properties).flatMap(([name, { properties = {} }]) => {
    const inner = Object.keys(properties);
    return inner.length === 0 ? [name] : inner.map((below) => `${name}[${below}]`);
  });
}

/** The form, and a record in `seen` of what is read of it. */
function recordReads(form: Form, seen: Set<string>, outer?: string): Form {
  return new Proxy(form, {
    get: (target, name: string) => {
      const wireName = outer === undefined ? name : `${outer}[${name}]`;
      seen.add(wireName);
      const value = target[name];
      return typeof value === "object" ? recordReads(value as Form, seen, wireName) : value;
    },
  });
}

/** The described arguments that a function does not read, however it is called with one of them besides the required ones. */
function unreadArguments(tool: AnyToolDefinition): readonly string[] {
  const { functionName, keyRight } = tool;
  const described = GENERATED_REGISTRY.get(functionName);
  if (described === undefined) {
    throw new Error(`${functionName} is not in the sandbox's registry`);
  }
  // The check of required arguments would read them in place of the function.
  const definition = { ...tool, inputSchema: { ...tool.inputSchema, required: [] } };
  const registry = new Map([[functionName, { ...described, definition }]]);
  const shop = openShop({ seed: 1, scale: "small" }, () => NOW);
  const store = shop.store();
  const right = keyRight === "developer" ? "developer" : "full";
  const names = describedArguments(tool).filter((name) => name !== TOOL_ONLY);
  const seen = new Set<string>();
  for (const name of names) {
    const form = qs.parse(qs.stringify({ [name]: "1", ...requiredArguments(tool) }, { encode: false })) as Form;
    try {
      callFunction(
        {
          functionName,
          store,
          args: recordReads(form, seen),
          clock: { now: shop.now(), accountStart: store.account.startedAt },
          language: "en",
          account: 100001,
          caller: { key: { account: 100001, right }, origin: "http://127.0.0.1" },
          handOver: { acceptsLoopback: false },
        },
        registry,
      );
    } catch (error) {
      // The value may be refused once it has been read.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }
  return names.filter((name) => !seen.has(name)).map((name) => `${functionName} ${name}`);
}

test("the sandbox reads every described argument, but for these", () => {
  expect(tools.flatMap(unreadArguments).toSorted()).toEqual([...IGNORED, ...READ_LATE].toSorted());
});
