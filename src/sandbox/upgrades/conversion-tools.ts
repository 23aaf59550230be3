import { type SmartUpgrade, smartUpgrades } from "../catalogue/smart-upgrade-records.ts";
import type { Store } from "../kit/store.ts";
import type { Argument } from "../wire/argument.ts";
import { asList, asOneOf, readRequired } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { smartUpgradeAnswer } from "./smart-upgrades.ts";

/** The answer's key for each type. The documentation uses plural and singular: both are accepted. */
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

// [S27]
function toolsOf(store: Store, key: ToolKey) {
  return key === "smartupgrades" ? smartUpgrades(store).map(toolAnswer) : [];
}

/** Like the answer of getSmartupgrade, with an empty text for missing styles. */
function toolAnswer(smartUpgrade: SmartUpgrade) {
  return { ...smartUpgradeAnswer(smartUpgrade), custom_css: smartUpgrade.customCss ?? "" };
}

function asTypes(argument: Argument): readonly ToolType[] {
  const texts = asList(argument);
  // Only commas are not a type either, and are refused as an unknown one.
  return (texts.length > 0 ? texts : [argument.text]).map((text) => asType({ name: argument.name, text }));
}
