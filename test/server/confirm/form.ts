import { messageTexts } from "../../../src/server/kit/message-texts.ts";
import { FULL_KEY } from "../../support/sandbox.ts";
import { modernRequest } from "../../support/test-app.ts";
import type { Shop } from "./shop.ts";

interface FormCall {
  readonly name: string;
  readonly args: object;
  readonly key?: string;
  /** The state of the question that is answered. */
  readonly state?: unknown;
  readonly answer?: unknown;
}

interface FormResult {
  readonly isError: boolean;
  readonly text: string;
  /** The question, if there is one. */
  readonly message: string;
  readonly state: string;
  readonly error?: { readonly code: number; readonly message: string };
}

/** One request of a client that can be asked, written by hand: real clients send back only what they got. */
export async function sendForm(
  { endpoint }: Pick<Shop, "endpoint">,
  { name, args, key = FULL_KEY, state, answer }: FormCall,
): Promise<FormResult> {
  const { body, headers } = modernRequest(
    "tools/call",
    {
      name,
      arguments: args,
      ...(state !== undefined && { requestState: state }),
      ...(answer !== undefined && { inputResponses: { confirm: answer } }),
    },
    { elicitation: { form: {} } },
  );
  const response = await fetch(endpoint.url, {
    method: "POST",
    headers: {
      ...headers,
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    },
    body,
  });
  const { result = {}, error } = JSON.parse(messageTexts(await response.text()).at(-1) ?? "");
  return {
    isError: result.isError === true || error !== undefined,
    text: error?.message ?? result.content?.map(({ text }: { text: string }) => text).join("") ?? "",
    message: result.inputRequests?.confirm?.params?.message ?? "",
    state: result.requestState ?? "",
    error,
  };
}
