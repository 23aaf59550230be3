import {
  type Implementation,
  type JSONRPCRequest,
  ProtocolError,
  ProtocolErrorCode,
  type Result,
  Server,
  type ServerContext,
  type ServerOptions,
} from "@modelcontextprotocol/server";
import { describeIssue } from "../contract/describe-issue.ts";
import { withoutKeys } from "../kit/caller-text.ts";
import { hideCutKey } from "../kit/hide-key.ts";
import { isObject } from "../kit/is-object.ts";

type Issue = Parameters<typeof describeIssue>[0];
type Handler = (request: JSONRPCRequest, ctx: ServerContext) => Promise<Result>;

const MAX_PROBLEMS = 3;

/** The SDK's server, with a sentence of our own in place of the validation library's list of issues. */
export class PlainServer extends Server {
  readonly #apiKey: string;

  /** The key is only used to hide it in texts. */
  constructor(info: Implementation, options: ServerOptions, apiKey: string) {
    super(info, options);
    this.#apiKey = apiKey;
  }

  protected override _wrapHandler(method: string, handler: Handler): Handler {
    const wrapped = super._wrapHandler(method, handler);
    return async (request, ctx) => {
      try {
        return await wrapped(request, ctx);
      } catch (error) {
        const issues = error instanceof Error ? readIssues(error.message) : [];
        throw issues.length === 0
          ? error
          : new ProtocolError(
              ProtocolErrorCode.InvalidParams,
              hideCutKey(withoutKeys(describeAll(request, issues), this.#apiKey), this.#apiKey),
            );
      }
    };
  }
}

/** The issues in a message like `Invalid tools/call request: [{ "code": … }]`. */
function readIssues(message: string): readonly Issue[] {
  const start = message.search(/\[\s*\{/);
  if (start < 0 || !message.endsWith("]")) {
    return [];
  }
  try {
    const issues = JSON.parse(message.slice(start)) as unknown[];
    return issues.every((issue) => isObject(issue) && "code" in issue && "path" in issue) ? (issues as Issue[]) : [];
  } catch {
    // The text only looks like JSON.
    return [];
  }
}

function describeAll(request: JSONRPCRequest, issues: readonly Issue[]): string {
  const problems = issues.slice(0, MAX_PROBLEMS).map((issue) => {
    const input = issue.path.reduce<unknown>(
      (inside, key) =>
        isObject(inside) ? inside[String(key)] : Array.isArray(inside) ? inside[Number(key)] : undefined,
      request,
    );
    return describeIssue({ ...issue, input } as Issue, {});
  });
  return `${request.method}: ${problems.join("; ")}. Nothing was sent.`;
}
