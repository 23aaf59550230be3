import { type Html, html } from "../../server/kit/html.ts";
import { intervalLabel } from "../../server/kit/interval-label.ts";
import type { Language } from "../../server/kit/language.ts";
import { billingTypeOf } from "../catalogue/payment-terms.ts";
import { productName } from "../catalogue/product-answer.ts";
import { renderDocument } from "../kit/document.ts";
import { toPrice } from "../kit/money.ts";
import { type Form, textOf } from "../wire/arguments.ts";
import type { Refusal } from "../wire/refusal.ts";
import type { BuyUrl } from "./buy-url-records.ts";
import type { Quote } from "./checkout.ts";
import { CHECKOUT_TEXTS, type OrderField } from "./checkout-texts.ts";

const FIELDS: readonly { readonly name: OrderField; readonly type: string; readonly autocomplete: string }[] = [
  { name: "email", type: "email", autocomplete: "email" },
  { name: "first_name", type: "text", autocomplete: "given-name" },
  { name: "last_name", type: "text", autocomplete: "family-name" },
  { name: "country", type: "text", autocomplete: "country" },
];

/** What was sent, if it cannot be ordered with. */
interface Attempt {
  readonly form: Form;
  readonly refusal: Refusal;
}

/** The price and the form to order with. */
export function orderPage(language: Language, quote: Quote, { buyer }: BuyUrl, attempt?: Attempt): string {
  const texts = CHECKOUT_TEXTS[language];
  const { product, voucher } = quote;
  const reduced = voucher === undefined ? "" : html`<p>${texts.reduced(voucher.code)}</p>`;
  const refused = attempt && html`<p class="verdict bad" role="alert">${attempt.refusal.texts[language]}</p>`;
  const inputs = FIELDS.map((field) =>
    renderField(language, field, textOf(attempt?.form ?? {}, field.name) ?? buyer[field.name] ?? ""),
  );
  return renderDocument({
    language,
    title: productName(product),
    content: html`<p class="lead">${priceOf(language, quote)}</p>${reduced}${refused ?? ""}
<form method="post"><section>
${inputs}<button class="primary">${texts.buy}</button>
</section></form>`,
  });
}

function renderField(language: Language, { name, type, autocomplete }: (typeof FIELDS)[number], value: string): Html {
  const { fields, countryHint } = CHECKOUT_TEXTS[language];
  const hintId = name === "country" ? "country-hint" : undefined;
  const described = hintId === undefined ? "" : html` aria-describedby="${hintId}"`;
  const hint = hintId === undefined ? "" : html`<p class="hint" id="${hintId}">${countryHint}</p>`;
  return html`<div class="field"><label for="${name}">${fields[name]}</label>
<input name="${name}" id="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"${described}>${hint}</div>
`;
}

export function thanksPage(language: Language, orderId: string): string {
  const { thanks, ordered, next } = CHECKOUT_TEXTS[language];
  const content = html`<p class="lead">${ordered(orderId)}</p><p>${next}</p>`;
  return renderDocument({ language, title: thanks, content });
}

export function closedPage(language: Language, reason: "closedReason" | "unknownOrder" = "closedReason"): string {
  const texts = CHECKOUT_TEXTS[language];
  return renderDocument({ language, title: texts.closed, content: html`<p class="lead">${texts[reason]}</p>` });
}

/** All payments in one sentence. */
function priceOf(language: Language, { terms }: Quote): string {
  const texts = CHECKOUT_TEXTS[language];
  const { firstCents, otherCents, installments, currency, otherInterval } = terms;
  const first = inWords(language, firstCents, currency);
  const other = inWords(language, otherCents, currency);
  switch (billingTypeOf(otherCents, installments)) {
    case "single_payment":
      return texts.price(first);
    case "installment":
      return texts.instalments(first, installments - 1, other);
    default:
      return texts.subscription(first, other, intervalLabel(otherInterval, language));
  }
}

function inWords(language: Language, cents: number, currency: string): string {
  return language === "de"
    ? toPrice(cents, currency)
    : new Intl.NumberFormat("en", { style: "currency", currency }).format(cents / 100);
}
