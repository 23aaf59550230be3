import { fastify } from "fastify";
import { Pool } from "undici";

/** The minimum between a caller and the API: receives the form, forwards it, and returns the answer. */
const { PORT, UPSTREAM_ORIGIN = "" } = process.env;
const pool = new Pool(UPSTREAM_ORIGIN);
const app = fastify({ logger: false });

app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "buffer" }, (_, body, done) =>
  done(null, body),
);
app.post("/api/call/:name", async ({ url, headers, body }, reply) => {
  const answer = await pool.request({
    method: "POST",
    path: url,
    headers: {
      accept: "application/json",
      "content-type": headers["content-type"],
      "x-ds-api-key": headers["x-ds-api-key"],
    },
    body: body as Buffer,
  });
  return reply
    .code(answer.statusCode)
    .type("application/json")
    .send(await answer.body.text());
});
await app.listen({ port: Number(PORT), host: "127.0.0.1" });
