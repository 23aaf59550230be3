import type { CallToolResult } from "@modelcontextprotocol/server";
import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { hideKey } from "../kit/hide-key.ts";
import { toAnswerObject } from "./answer-text.ts";
import type { ToolCall } from "./call.ts";
import type { PersonalDataMask } from "./mask-personal-data.ts";
import { maskSecrets, mayHoldSecret } from "./mask-secrets.ts";
import { type PrintedAnswer, printAnswer } from "./print-answer.ts";
import { showFields } from "./show-fields.ts";
import { noteSpecialRows } from "./special-rows.ts";
import { toResult } from "./tool-result.ts";
import { noteUndescribed } from "./undescribed-fields.ts";

/** How much of an answer an agent sees. */
export interface Presentation {
  /** The maximum length of a result's JSON, in characters. */
  readonly maxResultChars: number;
  /** Whether answers may contain keys and passphrases. */
  readonly showsSecrets: boolean;
  /** Removes personal data from answers, if the operator wants that. */
  readonly personalData?: PersonalDataMask | undefined;
}

interface ShownAnswer {
  readonly printed: PrintedAnswer;
  readonly notes: readonly string[];
}

/** The answer to a call as the result that an agent gets: masked, with the fields that it wants, and not too long. */
export function presentAnswer(
  { tool: { definition: tool }, apiKey }: ToolCall,
  { _fields, ...sent }: JsonObject,
  answer: unknown,
  settings: Presentation,
): CallToolResult {
  const show = (data: JsonObject) => showAnswer(tool, data, Array.isArray(_fields) ? _fields : []);
  // A tool that handles credentials is served only if the operator named it, and called to get them.
  const isOpen = settings.showsSecrets || tool.handlesCredentials;
  const { printed, notes } = maskAndShow(toAnswerObject(answer), isOpen, settings.personalData, show);
  const allNotes = [...noteUndescribed(tool, sent), ...notes];
  return toResult(printed, {
    tool,
    sent,
    // A note quotes names that the caller made up, and the key may be one of them.
    notes: allNotes.map((note) => hideKey(note, apiKey)),
    maxChars: settings.maxResultChars,
  });
}

function maskAndShow(
  whole: JsonObject,
  isOpen: boolean,
  personalData: PersonalDataMask | undefined,
  show: (data: JsonObject) => ShownAnswer,
): ShownAnswer {
  if (personalData) {
    // Masking changes the texts in which secrets are found, so they are hidden first.
    return show(personalData.mask(isOpen ? whole : maskSecrets(whole)) as JsonObject);
  }
  const shown = show(whole);
  // Most answers have no secret, and searching what is shown takes a tenth of the time of walking the whole answer.
  const mayHaveSecret = !isOpen && [shown.printed.json, ...shown.notes].some(mayHoldSecret);
  return mayHaveSecret ? show(maskSecrets(whole) as JsonObject) : shown;
}

/** The fields of an answer that the caller wants, and notes on the whole answer. */
function showAnswer(tool: AnyToolDefinition, data: JsonObject, wanted: readonly string[]): ShownAnswer {
  const shown = showFields(tool, data, wanted);
  return { printed: printAnswer(shown.data), notes: [...noteSpecialRows(tool, data), ...shown.notes] };
}
