import { withoutKeys } from "../server/kit/caller-text.ts";
import { isObject } from "../server/kit/is-object.ts";
import { messageTexts } from "../server/kit/message-texts.ts";
import { shortenText } from "../server/kit/shorten-text.ts";

const MAX_MESSAGE_CHARS = 300;
const REFUSED_HOST = /^The Host header names /;

/** The object in a body of JSON or of an event stream; undefined for any other body. */
export function readAnswer(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(messageTexts(text)[0]);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** The message of an MCP error, or the sentence of a server in front of the endpoint, on one line and without keys. */
export function serverMessage(answer: Readonly<Record<string, unknown>> | undefined, apiKey = ""): string | undefined {
  const error = answer?.["error"];
  const message = isObject(error) ? error["message"] : error;
  return typeof message === "string" ? shortenText(withoutKeys(message, apiKey), MAX_MESSAGE_CHARS) : undefined;
}

/** Advice if a message says that the endpoint does not serve the host name of the request. */
export function hostAdvice(message: string | undefined): string | undefined {
  return message !== undefined && REFUSED_HOST.test(message)
    ? "Have the proxy in front pass Host on as it is; if it does, PUBLIC_URL or ALLOWED_HOSTS has to name the host that people type"
    : undefined;
}
