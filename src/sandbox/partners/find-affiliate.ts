import type { Store } from "../kit/store.ts";
import { asText, type Form, readRequired } from "../wire/arguments.ts";
import { notFound } from "../wire/refusal.ts";
import { type Affiliate, affiliateRecords } from "./affiliate-records.ts";

/** The affiliate that an argument names by id, name or e-mail. */
export function readAffiliate(store: Store, args: Form, name: string): Affiliate {
  const text = readRequired(args, name, asText);
  const { affiliates } = affiliateRecords(store);
  const byId = /^\d+$/.test(text) ? affiliates.get(Number(text)) : undefined;
  const wanted = text.toLowerCase();
  const found = byId ?? [...affiliates.values()].find(({ email }) => email === wanted) ?? affiliateNamed(store, text);
  if (found === undefined) {
    throw notFound({ de: "Affiliate", en: "Affiliate" }, text);
  }
  return found;
}

/** Names are typed by hand, so case is ignored. */
export function affiliateNamed(store: Store, name: string): Affiliate | undefined {
  const wanted = name.toLowerCase();
  return [...affiliateRecords(store).affiliates.values()].find((affiliate) => affiliate.name.toLowerCase() === wanted);
}

/** The affiliate of a record. Throws if there is none: the store would be broken, and no caller could repair it. */
export function affiliateOf(store: Store, id: number): Affiliate {
  const affiliate = affiliateRecords(store).affiliates.get(id);
  if (affiliate === undefined) {
    throw new Error(`there is no affiliate ${id}`);
  }
  return affiliate;
}
