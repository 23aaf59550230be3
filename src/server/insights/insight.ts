import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { ShopReader } from "./reader/shop-reader.ts";

/** Answers one question from what it reads of the shop. Throws a CallError if it cannot. */
export type AnswerInsight = (args: JsonObject, shop: ShopReader) => Promise<JsonObject>;

/** The languages of labels in answers. */
export const LABEL_LANGUAGES = ["en", "de"] as const;
export type LabelLanguage = (typeof LABEL_LANGUAGES)[number];
