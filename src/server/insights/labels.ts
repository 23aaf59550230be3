import type { LabelLanguage } from "./insight.ts";

const PAY_METHODS: Readonly<Record<LabelLanguage, Readonly<Record<string, string>>>> = {
  en: {
    banktransfer: "Bank transfer",
    creditcard: "Credit card",
    elv: "Direct debit",
    klarna: "Klarna",
    paypal: "PayPal",
    sezzle: "Sezzle",
    test: "Test payment",
  },
  de: {
    banktransfer: "Überweisung",
    creditcard: "Kreditkarte",
    elv: "Lastschrift",
    klarna: "Klarna",
    paypal: "PayPal",
    sezzle: "Sezzle",
    test: "Testzahlung",
  },
};

const BILLING_TYPES: Readonly<Record<LabelLanguage, Readonly<Record<string, string>>>> = {
  en: { single_payment: "Single payment", subscription: "Subscription", installment: "Instalments" },
  de: { single_payment: "Einmalzahlung", subscription: "Abonnement", installment: "Ratenzahlung" },
};

const OPEN_STATUSES: Readonly<Record<LabelLanguage, Readonly<Record<string, string>>>> = {
  en: { unpaid: "Unpaid", reminding: "Reminded" },
  de: { unpaid: "Unbezahlt", reminding: "Wird gemahnt" },
};

/** A pay method as a person reads it; one that is not known stays as it is. */
export function payMethodLabel(name: string, language: LabelLanguage): string {
  return PAY_METHODS[language][name.toLowerCase()] ?? name;
}

export function billingTypeLabel(name: string, language: LabelLanguage): string {
  return BILLING_TYPES[language][name] ?? name;
}

/** The status of an order that is behind with its payments. */
export function openStatusLabel(name: string, language: LabelLanguage): string {
  return OPEN_STATUSES[language][name] ?? name;
}

/** The name of a country by its code. */
export function countryLabel(code: string, language: LabelLanguage): string {
  try {
    return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
