import { takeId } from "../kit/numbered.ts";
import { formatTime } from "../kit/time.ts";
import { asCount, asFlag, asTextUpTo, groupOf, readRequired, textOf } from "../wire/arguments.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { type Fields, fieldsOf, isChanged, readChanges } from "../wire/fields.ts";
import { missingArgument, notFound } from "../wire/refusal.ts";
import { type ProductGroup, productGroups } from "./product-group-records.ts";
import { replaceInProducts } from "./product-references.ts";

const MAX_NAME_CHARS = 31;
const DEFAULT_POSITION = 10;

const field = fieldsOf<ProductGroup>();
const GROUP_FIELDS: Fields<ProductGroup> = {
  name: field("name", asTextUpTo(MAX_NAME_CHARS), ""),
  position: field("position", asCount, DEFAULT_POSITION),
  is_shown_as_tab: field("isShownAsTab", asFlag, "N"),
};

export const productGroupFunctions: Handlers = {
  createProductGroup,
  getProductGroup: (call) => ({ product_group: groupAnswer(readGroup(call)) }),
  listProductGroups: ({ store }) => {
    const groups = [...productGroups(store).byId.values()].sort((a, b) => a.position - b.position || a.id - b.id);
    return { items: groups.map(groupAnswer) };
  },
  updateProductGroup,
  deleteProductGroup,
};

function createProductGroup({ args, store, clock }: Call) {
  if (!textOf(groupOf(args, "data") ?? {}, "name")?.trim()) {
    throw missingArgument("data[name]");
  }
  const group: ProductGroup = {
    id: 0,
    name: "",
    position: DEFAULT_POSITION,
    isShownAsTab: "N",
    createdAt: clock.now,
    modifiedAt: clock.now,
    ...readChanges(args, GROUP_FIELDS, clock),
  };
  const id = takeId(productGroups(store));
  productGroups(store).byId.set(id, { ...group, id });
  return { product_group_id: id };
}

function updateProductGroup(call: Call) {
  const { store, clock } = call;
  const group = readGroup(call);
  const changes = readChanges(call.args, GROUP_FIELDS, clock);
  if (changes.name === "") {
    throw missingArgument("data[name]");
  }
  const isModified = isChanged(group, changes);
  if (isModified) {
    productGroups(store).byId.set(group.id, { ...group, ...changes, modifiedAt: clock.now });
  }
  return { is_modified: isModified ? "Y" : "N" };
}

// [S12]
function deleteProductGroup(call: Call) {
  const { id } = readGroup(call);
  productGroups(call.store).byId.delete(id);
  replaceInProducts(call.store, "product_group_id", id, null);
  return {};
}

function readGroup({ args, store }: Call): ProductGroup {
  const id = readRequired(args, "product_group_id", asCount);
  const group = productGroups(store).byId.get(id);
  if (group === undefined) {
    throw notFound({ de: "Produktgruppe", en: "Product group" }, id);
  }
  return group;
}

function groupAnswer({ id, name, position, isShownAsTab, createdAt, modifiedAt }: ProductGroup) {
  return {
    id,
    name,
    position,
    is_shown_as_tab: isShownAsTab,
    created_at: formatTime(createdAt),
    modified_at: formatTime(modifiedAt),
  };
}
