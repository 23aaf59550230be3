import { type Argument, asList, asOneOf, readRequired } from "./arguments.ts";
import type { Call, Handlers } from "./call.ts";
import { type SmartUpgrade, smartUpgrades } from "./smart-upgrade-records.ts";
import type { Store } from "./store.ts";
import { formatTime } from "./time.ts";

/** The answer's key for each type. The documentation names the types in the plural and in the singular: both are taken. */
const KEY_OF_TYPE = {
  trust_badges: "trust_badges",
  trust_badge: "trust_badges",
  countdowns: "countdowns",
  countdown: "countdowns",
  socialproof_bubbles: "socialproof_bubbles",
  socialproof_bubble: "socialproof_bubbles",
  socialproof_boxes: "socialproof_boxes",
  socialproof_box: "socialproof_boxes",
  smartupgrades: "smartupgrades",
  smartupgrade: "smartupgrades",
} as const;
type ToolType = keyof typeof KEY_OF_TYPE;
type ToolKey = (typeof KEY_OF_TYPE)[ToolType];

const asType = asOneOf(Object.keys(KEY_OF_TYPE) as ToolType[]);

export const conversionToolFunctions: Handlers = { listConversionTools };

function listConversionTools({ args, store }: Call) {
  const types = readRequired(args, "type", asTypes);
  return Object.fromEntries(types.map((type) => [KEY_OF_TYPE[type], toolsOf(store, KEY_OF_TYPE[type])]));
}

/** What the other tools look like is documented nowhere, and no function makes any: the shop has none of them. */
function toolsOf(store: Store, key: ToolKey) {
  return key === "smartupgrades" ? smartUpgrades(store).map(smartUpgradeAnswer) : [];
}

function smartUpgradeAnswer({ id, name, authKey, customCss, toProductId, productIds, createdAt }: SmartUpgrade) {
  return {
    id,
    name,
    authkey: authKey,
    created_at: formatTime(createdAt),
    is_custom_css_used: customCss === null ? "N" : "Y",
    custom_css: customCss ?? "",
    upgrade_to_product_id: toProductId,
    product_ids: productIds.join(","),
  };
}

function asTypes(argument: Argument): readonly ToolType[] {
  const texts = asList(argument);
  // Nothing but commas is no type either, and refused as such.
  return (texts.length > 0 ? texts : [argument.text]).map((text) => asType({ name: argument.name, text }));
}
