import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Language, languageOf } from "../../server/kit/language.ts";
import { type BuyUrl, findBuyUrl, isExpired } from "../checkout/buy-url-records.ts";
import { buy, quoteOf } from "../checkout/checkout.ts";
import { closedPage, orderPage, thanksPage } from "../checkout/checkout-page.ts";
import { PAGE_HEADERS } from "../kit/document.ts";
import { purchases } from "../ledger/purchase-records.ts";
import type { Shop } from "../seed/open-shop.ts";
import type { Form } from "../wire/arguments.ts";
import { Refusal } from "../wire/refusal.ts";

interface CheckoutRequest {
  Params: { productId: string };
  Querystring: { ds24buyurl?: string };
  Body: Form | undefined;
}

/** The page behind a buy URL. Opening it changes nothing; sending its form places an order. */
export function checkoutRoutes(app: FastifyInstance, shop: Shop): void {
  const url = "/product/:productId";
  app.get<CheckoutRequest>(url, (request, reply) => serve(request, reply, shop, () => undefined));
  app.post<CheckoutRequest>(url, (request, reply) =>
    serve(request, reply, shop, (buyUrl) => {
      const { id } = buy(shop.store(), buyUrl, request.body ?? {}, shop.now());
      // A page of its own, which a browser can load again without ordering again.
      return reply.headers(PAGE_HEADERS).redirect(thanksAddress(buyUrl, id), 303);
    }),
  );
  app.get<{ Params: { orderId: string } }>("/thanks/:orderId", (request, reply) => {
    const { orderId } = request.params;
    const isKnown = purchases(shop.store()).has(orderId);
    const language = readersLanguage(request);
    return isKnown
      ? send(reply, 200, thanksPage(language, orderId))
      : send(reply, 404, closedPage(language, "unknownOrder"));
  });
}

function thanksAddress({ thankyouUrl }: BuyUrl, orderId: string): string {
  if (thankyouUrl === "") {
    return `/thanks/${orderId}`;
  }
  const thanks = new URL(thankyouUrl);
  thanks.searchParams.set("order_id", orderId);
  return thanks.href;
}

/** Handles a request for a valid link, and answers with a page if the link is not valid. */
function serve(
  request: FastifyRequest<CheckoutRequest>,
  reply: FastifyReply,
  shop: Shop,
  act: (buyUrl: BuyUrl) => FastifyReply | undefined,
): FastifyReply {
  const { params, query } = request;
  const language = readersLanguage(request);
  const buyUrl = findBuyUrl(shop.store(), Number(params.productId), query.ds24buyurl ?? "");
  if (buyUrl === undefined || isExpired(buyUrl, shop.now())) {
    const isElsewhere = buyUrl !== undefined && buyUrl.fallbackUrl !== "";
    return isElsewhere
      ? reply.headers(PAGE_HEADERS).redirect(buyUrl.fallbackUrl, 303)
      : send(reply, 410, closedPage(language));
  }
  try {
    return act(buyUrl) ?? send(reply, 200, orderPage(language, quoteOf(shop.store(), buyUrl, shop.now()), buyUrl));
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    return refuse(request, reply, shop, { buyUrl, refusal: error });
  }
}

/** Shows the form again if the buyer can correct the problem there, such as an invalid e-mail address. */
function refuse(
  request: FastifyRequest<CheckoutRequest>,
  reply: FastifyReply,
  shop: Shop,
  { buyUrl, refusal }: { readonly buyUrl: BuyUrl; readonly refusal: Refusal },
): FastifyReply {
  const language = readersLanguage(request);
  try {
    const quote = quoteOf(shop.store(), buyUrl, shop.now());
    return send(reply, 400, orderPage(language, quote, buyUrl, { form: request.body ?? {}, refusal }));
  } catch {
    return send(reply, 410, closedPage(language));
  }
}

/** The shop is German, like the API's own messages. */
function readersLanguage({ headers }: FastifyRequest): Language {
  return languageOf(headers["accept-language"], "de");
}

function send(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).headers(PAGE_HEADERS).type("text/html; charset=utf-8").send(html);
}
