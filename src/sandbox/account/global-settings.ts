import { CANCEL_POLICIES, monthsOf } from "../catalogue/cancel-policies.ts";
import type { ImageKind } from "../catalogue/image-records.ts";
import type { Call, Handlers } from "../wire/call.ts";
import { type Labelled, labelOf } from "../wire/labels.ts";
import type { Language, Texts } from "../wire/refusal.ts";

interface ImageLimits {
  readonly label: Texts;
  readonly maxKb: number;
  readonly width: readonly [number, number];
  readonly height: readonly [number, number];
}

// [S30]
const IMAGE_LIMITS: Readonly<Record<ImageKind, ImageLimits>> = {
  product: {
    label: { de: "Produktbild", en: "Product image" },
    maxKb: 2_048,
    width: [200, 2_000],
    height: [200, 2_000],
  },
  orderform_header: {
    label: { de: "Kopfbild des Bestellformulars", en: "Order form header" },
    maxKb: 2_048,
    width: [600, 2_000],
    height: [100, 600],
  },
  orderform_favicon: {
    label: { de: "Favicon des Bestellformulars", en: "Order form favicon" },
    maxKb: 100,
    width: [16, 256],
    height: [16, 256],
  },
  orderform_widget_tab: {
    label: { de: "Reiter des Bestellformulars", en: "Order form tab" },
    maxKb: 500,
    width: [100, 800],
    height: [30, 200],
  },
};

const LANGUAGES = ["de", "en", "es", "fr", "pt", "pl", "it", "nl", "sl"];
const INTERVALS = ["7_day", "10_day", "14_day", "1_month", "2_month", "3_month", "6_month", "12_month"];
const UNITS = { day: { de: "Tage", en: "days" }, month: { de: "Monate", en: "months" } };
const ONE_UNIT = { day: { de: "Tag", en: "day" }, month: { de: "Monat", en: "month" } };

const LABELLED: Readonly<Record<string, readonly Labelled[]>> = {
  pay_method: ["paypal", "creditcard", "elv", "banktransfer", "klarna", "sezzle", "test"],
  billing_type: ["single_payment", "subscription", "installment"],
  billing_status: ["paying", "completed", "aborted", "unpaid", "reminding"],
  transaction_type: ["payment", "refund", "chargeback", "refund_request"],
  approval_status: ["new", "pending", "approved", "rejected"],
};

export const globalSettingsFunctions: Handlers = { getGlobalSettings };

function getGlobalSettings({ language }: Call) {
  const images = Object.entries(IMAGE_LIMITS).map(([name, kind]) => [name, imageMeta(kind, language)]);
  return { image_metas: Object.fromEntries(images), types: typesIn(language) };
}

function imageMeta({ label, maxKb, width, height }: ImageLimits, language: Language) {
  const size = `${width[0]} × ${height[0]} – ${width[1]} × ${height[1]}`;
  const msg = { de: `${size} Pixel, höchstens ${maxKb} KB`, en: `${size} pixels, at most ${maxKb} KB` };
  return {
    label: label[language],
    limits: {
      max_file_size_kb: maxKb,
      min_width: width[0],
      max_width: width[1],
      min_height: height[0],
      max_height: height[1],
    },
    limits_msg: msg[language],
  };
}

/** Labels for people, by field and wire value. */
function typesIn(language: Language) {
  const languages = new Intl.DisplayNames(language, { type: "language" });
  const intervals = texts(INTERVALS, (interval) => periodText(interval.split("_"), language));
  const labelled = Object.entries(LABELLED).map(([field, values]) => {
    return [field, texts(values, (value) => labelOf(value, language))] as const;
  });
  return {
    ...Object.fromEntries(labelled),
    first_billing_interval: intervals,
    other_billing_intervals: intervals,
    cancel_policy: texts(CANCEL_POLICIES, (policy) => cancelText(policy, language)),
    language: texts(LANGUAGES, (code) => languages.of(code) ?? code),
  };
}

function texts<T extends string>(values: readonly T[], toText: (value: T) => string) {
  return Object.fromEntries(values.map((value) => [value, toText(value)]));
}

function periodText([count = "", unit = ""]: readonly string[], language: Language): string {
  const names = count === "1" ? ONE_UNIT : UNITS;
  return `${count} ${names[unit === "day" ? "day" : "month"][language]}`;
}

function cancelText(policy: string, language: Language): string {
  const { first, next } = monthsOf(policy);
  const months = (count: number) => periodText([String(count), "month"], language);
  const start = { de: `${months(first)} Mindestlaufzeit`, en: `${months(first)} minimum term` }[language];
  if (next === 0) {
    return start;
  }
  return `${start}, ${{ de: `danach je ${months(next)}`, en: `then ${months(next)} each` }[language]}`;
}
