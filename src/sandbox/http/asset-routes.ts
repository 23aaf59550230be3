import type { FastifyInstance } from "fastify";
import { ASSETS } from "../../server/page/page-assets.ts";

const USED = ["base.css", "consent.css", "page.svg"] as const;
/** Their addresses change with their content. */
const A_YEAR = "public, max-age=31536000, immutable";

/** The styles of the pages for people. */
export function assetRoutes(app: FastifyInstance): void {
  for (const name of USED) {
    const { type, content } = ASSETS[name];
    app.get(`/${name}`, (_, reply) =>
      reply.headers({ "cache-control": A_YEAR, "x-content-type-options": "nosniff" }).type(type).send(content),
    );
  }
}
