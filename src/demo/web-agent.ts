import { OAuthError, StreamableHTTPClientTransport, UnauthorizedError } from "@modelcontextprotocol/client";
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from "fastify";
import { assetRoutes } from "../sandbox/http/asset-routes.ts";
import { PAGE_HEADERS } from "../sandbox/kit/document.ts";
import { languageOf } from "../server/kit/language.ts";
import { agentOf, createClient } from "./agent.ts";
import { type Outcome, renderWebPage } from "./web-page.ts";
import { WebProvider } from "./web-provider.ts";
import { formatStep } from "./web-steps.ts";

const CALLBACK_PATH = "/callback";
const SECONDS_PER_DAY = 86_400;

interface WebAgentOptions {
  /** The endpoint's address for programs that come by OAuth. */
  readonly resource: string;
  readonly print: (line: string) => void;
  /** Called for each answer that a browser has brought, after the browser has got its page. */
  readonly onAnswer: (outcome: Outcome) => void;
}

/** A stand-in for an agent on the web. Its one page says how a connection ended; the terminal shows the rest. */
export class WebAgent {
  readonly app: FastifyInstance = fastify({ forceCloseConnections: true });
  /** Connections by `state`. None is removed, so that a page that is still open works again. */
  readonly #begun = new Map<string, WebProvider>();
  /** What became of each code. A browser brings one again if its last page is reloaded, and a code serves once. */
  readonly #outcomes = new Map<string, Promise<Outcome>>();
  readonly #options: WebAgentOptions;
  #origin = "";

  constructor(options: WebAgentOptions) {
    this.#options = options;
    this.app.get("/", async (_, reply) => reply.redirect((await this.#begin()).href, 302));
    // Browsers ask for it by themselves.
    this.app.get("/favicon.ico", (_, reply) => reply.code(204).send());
    assetRoutes(this.app);
    this.app.get(CALLBACK_PATH, (request, reply) => this.#receive(request, reply));
  }

  async listen(): Promise<string> {
    this.#origin = await this.app.listen({ host: "127.0.0.1", port: 0 });
    return this.#origin;
  }

  /** Registers at the endpoint and returns the address at which a person agrees. */
  async #begin(): Promise<URL> {
    const provider = new WebProvider(this.#origin + CALLBACK_PATH);
    await createClient()
      .connect(this.#transport(provider))
      .catch((error: unknown) => {
        if (!(error instanceof UnauthorizedError)) {
          throw error;
        }
      });
    const { address } = provider;
    if (address === undefined) {
      throw new Error(`${this.#options.resource} did not ask the agent to sign in`);
    }
    this.#begun.set(provider.state(), provider);
    return address;
  }

  async #receive(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const answer = new URL(request.url, this.#origin).searchParams;
    const language = languageOf(request.headers["accept-language"]);
    const show = (page: Pick<Parameters<typeof renderWebPage>[0], "subject" | "isRepeated">) =>
      reply
        .headers(PAGE_HEADERS)
        .type("text/html; charset=utf-8")
        .send(renderWebPage({ language, ...page }));
    const provider = this.#begun.get(answer.get("state") ?? "");
    if (provider === undefined) {
      return show({ subject: "unasked" });
    }
    const code = answer.get("code") ?? "";
    const known = this.#outcomes.get(code);
    if (known !== undefined) {
      return show({ subject: await known, isRepeated: true });
    }
    // Before the answer, which waits until the agent has used its token.
    this.#options.print(formatStep("agent", `GET ${CALLBACK_PATH} …`, "the browser brings the answer to the agent"));
    const concluding = this.#conclude(provider.copy(), answer);
    if (code !== "") {
      this.#outcomes.set(code, concluding);
    }
    const outcome = await concluding;
    reply.raw.once("close", () => this.#options.onAnswer(outcome));
    return show({ subject: outcome });
  }

  async #conclude(provider: WebProvider, answer: URLSearchParams): Promise<Outcome> {
    const { print } = this.#options;
    try {
      const transport = this.#transport(provider);
      await transport.finishAuth(answer);
      await this.#work(provider, transport);
      return "connected";
    } catch (error) {
      const isRefused = error instanceof OAuthError && error.code === "access_denied";
      print(
        isRefused ? `=> The agent gets no access: ${error.message}\n` : `=> It failed: ${(error as Error).message}\n`,
      );
      return isRefused ? "refused" : "failed";
    }
  }

  async #work(provider: WebProvider, transport: StreamableHTTPClientTransport): Promise<void> {
    const { print } = this.#options;
    const { scope, expires_in: seconds = 0 } = provider.tokens() ?? {};
    print(`=> The agent has a token with the scopes “${scope}”, for ${Math.round(seconds / SECONDS_PER_DAY)} days.`);
    const client = createClient();
    await client.connect(transport);
    try {
      const agent = agentOf(client, print);
      print(`=> It may use ${await agent.toolCount()} tools.`);
      await agent.call("GetGetuserinfo", {});
      await agent.call("listProducts", { _fields: ["id", "name_intern"] });
      print("=> Connected.\n");
    } finally {
      await client.close();
    }
  }

  #transport(authProvider: WebProvider): StreamableHTTPClientTransport {
    return new StreamableHTTPClientTransport(new URL(this.#options.resource), { authProvider });
  }
}
