import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type BuyUrl, findBuyUrl, isExpired } from "../checkout/buy-url-records.ts";
import { buy, quoteOf } from "../checkout/checkout.ts";
import { closedPage, orderPage, thanksPage } from "../checkout/checkout-page.ts";
import type { Shop } from "../seed/open-shop.ts";
import type { Form } from "../wire/arguments.ts";
import { Refusal } from "../wire/refusal.ts";

interface CheckoutRequest {
  Params: { productId: string };
  Querystring: { ds24buyurl?: string };
  Body: Form | undefined;
}

const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

/** The page behind a buy URL. Opening it changes nothing; sending its form places an order. */
export function checkoutRoutes(app: FastifyInstance, shop: Shop): void {
  const url = "/product/:productId";
  app.get<CheckoutRequest>(url, (request, reply) => serve(request, reply, shop, () => undefined));
  app.post<CheckoutRequest>(url, (request, reply) =>
    serve(request, reply, shop, (buyUrl) => {
      const purchase = buy(shop.store(), buyUrl, request.body ?? {}, shop.now());
      if (buyUrl.thankyouUrl === "") {
        return send(reply, 200, thanksPage(purchase));
      }
      const thanks = new URL(buyUrl.thankyouUrl);
      thanks.searchParams.set("order_id", purchase.id);
      return reply.headers(HEADERS).redirect(thanks.href, 303);
    }),
  );
}

/** Handles a request for a valid link, and answers with a page if the link is not valid. */
function serve(
  { params, query }: FastifyRequest<CheckoutRequest>,
  reply: FastifyReply,
  shop: Shop,
  act: (buyUrl: BuyUrl) => FastifyReply | undefined,
): FastifyReply {
  const buyUrl = findBuyUrl(shop.store(), Number(params.productId), query.ds24buyurl ?? "");
  if (buyUrl === undefined || isExpired(buyUrl, shop.now())) {
    const isElsewhere = buyUrl !== undefined && buyUrl.fallbackUrl !== "";
    return isElsewhere ? reply.headers(HEADERS).redirect(buyUrl.fallbackUrl, 303) : send(reply, 410, closedPage());
  }
  try {
    return act(buyUrl) ?? send(reply, 200, orderPage(quoteOf(shop.store(), buyUrl, shop.now()), buyUrl));
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    return refuse(reply, shop, buyUrl, error);
  }
}

/** Shows the form again if the buyer can correct the problem there, such as an invalid e-mail address. */
function refuse(reply: FastifyReply, shop: Shop, buyUrl: BuyUrl, refusal: Refusal): FastifyReply {
  try {
    return send(reply, 400, orderPage(quoteOf(shop.store(), buyUrl, shop.now()), buyUrl, refusal));
  } catch {
    return send(reply, 410, closedPage());
  }
}

function send(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).headers(HEADERS).type("text/html; charset=utf-8").send(html);
}
