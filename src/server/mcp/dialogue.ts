import { CLIENT_CAPABILITIES_META_KEY, inputResponse, type ServerContext } from "@modelcontextprotocol/server";
import type { Dialogue } from "../call/call.ts";
import { QUESTION } from "../confirm/question.ts";
import { isObject } from "../kit/is-object.ts";

/** Only a client that speaks a revision with questions can be asked, and says so with every request. */
export function dialogueOf({ mcpReq }: ServerContext): Dialogue {
  const envelope = mcpReq.envelope as Readonly<Record<string, unknown>> | undefined;
  const capabilities = envelope?.[CLIENT_CAPABILITIES_META_KEY];
  const elicitation = isObject(capabilities) ? capabilities["elicitation"] : undefined;
  const view = inputResponse(mcpReq.inputResponses, QUESTION);
  return {
    // A client that names no form of question can show forms.
    canAsk: isObject(elicitation) && ("form" in elicitation || !("url" in elicitation)),
    state: mcpReq.requestState<string>(),
    answer: view.kind === "elicit" ? view : undefined,
  };
}
