import { type Html, html } from "../../server/kit/html.ts";
import { billingTypeOf } from "../catalogue/payment-terms.ts";
import { productName } from "../catalogue/product-answer.ts";
import { toPrice } from "../kit/money.ts";
import type { Purchase } from "../ledger/purchase-records.ts";
import type { Refusal } from "../wire/refusal.ts";
import type { BuyUrl } from "./buy-url-records.ts";
import type { Quote } from "./checkout.ts";

const FIELDS = [
  ["email", "E-Mail", "email"],
  ["first_name", "Vorname", "text"],
  ["last_name", "Nachname", "text"],
  ["country", "Land (DE, AT, CH …)", "text"],
] as const;

/** The price and the form to order with. */
export function orderPage(quote: Quote, { buyer }: BuyUrl, refusal?: Refusal): string {
  const { product, voucher } = quote;
  const voucherLine = voucher === undefined ? "" : html`<p>Gutschein ${voucher.code} ist abgezogen.</p>`;
  const refusalLine = refusal === undefined ? "" : html`<p role="alert">${refusal.texts.de}</p>`;
  const inputs = FIELDS.map(
    ([name, label, type]) =>
      html`<p><label>${label} <input name="${name}" type="${type}" value="${buyer[name] ?? ""}"></label></p>
`,
  );
  return page(
    html`<h1>${productName(product)}</h1><p>${priceOf(quote)}</p>${voucherLine}${refusalLine}
<form method="post">
${inputs}<button>Kaufen (nur in diesem Sandkasten)</button>
</form>`,
  );
}

export function thanksPage({ id }: Purchase): string {
  return page(html`<h1>Vielen Dank</h1><p>Ihre Bestellnummer ist ${id}.</p>`);
}

export function closedPage(): string {
  return page(html`<h1>Nicht mehr gültig</h1><p>Diesen Link gibt es nicht, oder er ist abgelaufen.</p>`);
}

/** All payments in one sentence. */
function priceOf({ terms }: Quote): string {
  const { firstCents, otherCents, installments, currency, otherInterval } = terms;
  const first = toPrice(firstCents, currency);
  const other = toPrice(otherCents, currency);
  switch (billingTypeOf(otherCents, installments)) {
    case "single_payment":
      return `Preis: ${first}`;
    case "installment":
      return `Preis: ${first}, dann ${installments - 1} × ${other}`;
    default:
      return `Preis: ${first}, dann ${other} je ${otherInterval}`;
  }
}

function page(content: Html): string {
  const document = html`<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bestellen</title></head>
<body><main>${content}</main></body>
</html>
`;
  return document.toString();
}
