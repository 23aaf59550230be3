import { addNumbered } from "../kit/numbered.ts";
import { formatTime } from "../kit/time.ts";
import { asCount, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { isChanged } from "../wire/fields.ts";
import { notFound } from "../wire/refusal.ts";
import { initialSettings, readWireSettings } from "../wire/wire-settings.ts";
import { POLICY_FIELDS, type ShippingPolicy, shippingPolicies } from "./shipping-policy-records.ts";

export const shippingPolicyFunctions: Handlers = {
  createShippingCostPolicy,
  getShippingCostPolicy,
  listShippingCostPolicies,
  updateShippingCostPolicy,
  deleteShippingCostPolicy,
};

function createShippingCostPolicy({ args, store, clock }: Call) {
  const settings = {
    ...initialSettings(POLICY_FIELDS),
    currency: store.account.currency,
    ...readWireSettings(args, POLICY_FIELDS, clock),
  };
  const policy = { settings, createdAt: clock.now, modifiedAt: clock.now };
  return { policy_id: addNumbered(shippingPolicies(store), policy) };
}

function getShippingCostPolicy(call: Call) {
  const { id, settings, ...times } = readPolicy(call);
  return { policy: { id, ...settings, ...timesAnswer(times) } };
}

// [S14]
function listShippingCostPolicies({ store }: Call) {
  const position = ({ settings }: ShippingPolicy) => Number(settings["position"]);
  const policies = [...shippingPolicies(store).byId.values()];
  return policies
    .sort((a, b) => position(a) - position(b) || a.id - b.id)
    .map(({ id, settings, ...times }) => ({ id, name: settings["name"], ...timesAnswer(times), rules: [] }));
}

function updateShippingCostPolicy(call: Call) {
  const { store, clock } = call;
  const policy = readPolicy(call);
  const changes = readWireSettings(call.args, POLICY_FIELDS, clock);
  const isModified = isChanged(policy.settings, changes);
  if (isModified) {
    const settings = { ...policy.settings, ...changes };
    shippingPolicies(store).byId.set(policy.id, { ...policy, settings, modifiedAt: clock.now });
  }
  return { is_modified: isModified ? "Y" : "N" };
}

/** Orders keep the fee that was paid with them. */
function deleteShippingCostPolicy(call: Call) {
  shippingPolicies(call.store).byId.delete(readPolicy(call).id);
  return {};
}

function readPolicy({ args, store }: Call): ShippingPolicy {
  const id = readRequired(args, "policy_id", asCount);
  const policy = shippingPolicies(store).byId.get(id);
  if (policy === undefined) {
    throw notFound({ de: "Versandkostenregel", en: "Shipping cost policy" }, id);
  }
  return policy;
}

function timesAnswer({ createdAt, modifiedAt }: Pick<ShippingPolicy, "createdAt" | "modifiedAt">) {
  return { created_at: formatTime(createdAt), modified_at: formatTime(modifiedAt) };
}
