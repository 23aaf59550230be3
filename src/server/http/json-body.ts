import { TextDecoder } from "node:util";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { callerText } from "../kit/caller-text.ts";
import { tolerateForms } from "../mcp/tolerate-forms.ts";
import { findSizeProblem } from "./body-size.ts";

const BAD_REQUEST = 400;
const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const UNSUPPORTED_MEDIA_TYPE = 415;
const PLAIN_CODING = "identity";
const UTF_8 = new Set(["utf-8", "utf8"]);

/** A body that is refused before it is parsed. The message is sent to the caller, as a JSON-RPC error with this code. */
export class UnreadableBodyError extends Error {
  override readonly name = "UnreadableBodyError";
  readonly statusCode: number;
  readonly rpcCode: number;

  constructor(statusCode: number, rpcCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.rpcCode = rpcCode;
  }
}

/**
 * Reads JSON strictly as UTF-8. A lenient reader replaces bytes it cannot read with U+FFFD, and the changed name would be
 * stored and reported as success.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.addHook("preParsing", async (request, _, payload) => {
    refuseCoding(request);
    refuseCharset(request);
    return payload;
  });
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    const text = decode(body as Buffer);
    const sizeProblem = findSizeProblem(body as Buffer);
    if (text === undefined) {
      const message = "The body is not valid UTF-8. Send the JSON encoded as UTF-8.";
      done(new UnreadableBodyError(BAD_REQUEST, PARSE_ERROR, message));
    } else if (sizeProblem !== undefined) {
      done(new UnreadableBodyError(BAD_REQUEST, INVALID_REQUEST, `${sizeProblem} Nothing was sent.`));
    } else {
      void parseJson(request, text, (error, parsed) => done(error && explain(error, text), tolerateForms(parsed)));
    }
  });
}

/** The parser refuses valid JSON too, if a member has a name that would change how JavaScript treats the object. */
function explain(error: Error, text: string): Error {
  return isJson(text)
    ? new UnreadableBodyError(
        BAD_REQUEST,
        INVALID_REQUEST,
        'A member is named "__proto__" or holds "constructor.prototype", which cannot be sent. Leave it out. Nothing was sent.',
      )
    : error;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // The reason why it is not one does not matter here.
    return false;
  }
}

function decode(body: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    // The decoder's own message does not say what to do.
    return undefined;
  }
}

function refuseCoding({ headers, authInfo }: FastifyRequest): void {
  const coding = headers["content-encoding"] ?? PLAIN_CODING;
  if (coding.trim().toLowerCase() !== PLAIN_CODING) {
    throw new UnreadableBodyError(
      UNSUPPORTED_MEDIA_TYPE,
      INVALID_REQUEST,
      `The body is compressed (Content-Encoding: ${callerText(coding, authInfo?.token ?? "")}). Send it uncompressed, without that header.`,
    );
  }
}

function refuseCharset({ headers, authInfo }: FastifyRequest): void {
  const charset = /;\s*charset\s*=\s*"?([^";]*)/i.exec(headers["content-type"] ?? "")?.[1]?.trim();
  if (charset !== undefined && !UTF_8.has(charset.toLowerCase())) {
    throw new UnreadableBodyError(
      UNSUPPORTED_MEDIA_TYPE,
      INVALID_REQUEST,
      `The body has the charset ${callerText(charset, authInfo?.token ?? "")}. Send it encoded as UTF-8, with "Content-Type: application/json".`,
    );
  }
}
