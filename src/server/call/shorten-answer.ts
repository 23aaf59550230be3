import type { JsonObject } from "../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../contract/tool-definition.ts";
import { isObject } from "../kit/is-object.ts";
import { type Cut, cutResult } from "./cut-result.ts";
import { itemCount } from "./further-pages.ts";
import { cutToPages, type Page } from "./page-cut.ts";
import type { PrintedAnswer } from "./print-answer.ts";

const MAX_CUTS_NAMED = 5;
const MAX_IDS_NAMED = 50;

interface ShortAnswer {
  readonly data: JsonObject;
  /** How much is shown, and which call shows the rest. */
  readonly notes: readonly string[];
}

/** The arguments of the call, as they were sent. */
export type Sent = Readonly<Record<string, unknown>>;

/** A call and its answer, which is too long. */
interface LongAnswer {
  readonly tool: AnyToolDefinition;
  readonly sent: Sent;
  readonly answer: PrintedAnswer;
}

/** Shortens an answer to at most `maxChars` characters of JSON, and says how to get the rest without overlap or gap. */
export function shortenAnswer(long: LongAnswer, maxChars: number): ShortAnswer {
  return shortenById(long, maxChars) ?? shortenPage(long, maxChars);
}

/** Of an answer by id, whole members are kept in their order: the call for the rest then names whole ids. */
function shortenById({ tool, sent, answer }: LongAnswer, maxChars: number): ShortAnswer | undefined {
  const { data } = answer;
  const asked = idsAskedFor(sent, data);
  if (asked === undefined) {
    return undefined;
  }
  const kept: [string, unknown][] = [];
  let room = maxChars - 2;
  for (const [id, value] of Object.entries(data)) {
    room -= answer.printMembers({ [id]: value }).length - 1;
    if (room < 0) {
      break;
    }
    kept.push([id, value]);
  }
  if (kept.length === 0) {
    return undefined;
  }
  const left = Object.keys(data).slice(kept.length);
  const next = left.slice(0, MAX_IDS_NAMED).join(",");
  const more = left.length > MAX_IDS_NAMED ? `, and then for the other ${left.length - MAX_IDS_NAMED}` : "";
  return {
    data: Object.fromEntries(kept),
    notes: [
      `Only ${kept.length} of ${Object.keys(data).length} are shown. Call again with ${asked} "${next}" for the rest${more}${fewerFields(tool)}.`,
    ],
  };
}

/** The argument whose ids are the names of the answer's members; undefined if there is none. */
function idsAskedFor(sent: Sent, data: JsonObject): string | undefined {
  const names = Object.keys(data);
  const holdsAll = ([, value]: [string, unknown]) => {
    const ids = new Set(typeof value === "string" ? value.split(",").map((id) => id.trim()) : []);
    return names.length > 1 && names.every((name) => ids.has(name));
  };
  return Object.entries(sent).find(holdsAll)?.[0];
}

function shortenPage({ tool, sent, answer }: LongAnswer, maxChars: number): ShortAnswer {
  const { data } = answer;
  const cut = cutResult(data, maxChars, answer.print);
  const shown = isObject(cut.data) ? cut.data : {};
  const page = pageOf(tool, sent, data);
  const whole = cut.cuts.find(({ place, kept }) => kept > 0 && Array.isArray(data[place]));
  if (page === undefined || whole === undefined || whole.kept < 1) {
    return { data: shown, notes: describeCuts(cut.cuts, tool) };
  }
  const { kept, next } = cutToPages(page, whole.kept);
  const first = (page.no - 1) * page.size + 1;
  const items = itemCount(data);
  const total = items === undefined ? "" : ` of ${items}`;
  const others = cut.cuts.filter((other) => other !== whole);
  return {
    data: { ...shown, [whole.place]: (shown[whole.place] as unknown[]).slice(0, kept) },
    notes: [
      `Only items ${first} to ${first + kept - 1}${total} are shown, although page_size says more. Go on with the same arguments and page_size ${next.size}, page_no ${next.no}${fewerFields(tool)}.`,
      ...describeCuts(others, tool),
    ],
  };
}

/** The page that the API sent, as its answer says; otherwise the page that was asked for. */
function pageOf({ inputSchema, sentDefaults }: AnyToolDefinition, sent: Sent, data: JsonObject): Page | undefined {
  const { page_size: size } = inputSchema.properties;
  if (size === undefined) {
    return undefined;
  }
  const numberOf = (name: string, fallback: unknown) =>
    Number(data[name] ?? sent[name] ?? sentDefaults[name] ?? fallback);
  const page = { no: numberOf("page_no", 1), size: numberOf("page_size", size.default) };
  return Number.isInteger(page.no) && page.no > 0 && Number.isInteger(page.size) && page.size > 0 ? page : undefined;
}

/** A map of many objects can lose hundreds of members, and naming all of them would undo the cut. */
function describeCuts(cuts: readonly Cut[], tool: AnyToolDefinition): string[] {
  if (cuts.length === 0) {
    return [];
  }
  const named = cuts.slice(0, MAX_CUTS_NAMED).map(describeCut);
  const unnamed = cuts.length > MAX_CUTS_NAMED ? [`${cuts.length - MAX_CUTS_NAMED} more places were cut as well.`] : [];
  return [...named, ...unnamed, ...waysToTheRest(tool)];
}

function describeCut({ place, kept, total }: Cut): string {
  return total === 1
    ? `${place} was left out because it is too large.`
    : `Only ${kept} of ${total} in ${place} are shown.`;
}

function waysToTheRest(tool: AnyToolDefinition): string[] {
  const period = "from" in tool.inputSchema.properties ? ["a shorter period (from, to)"] : [];
  const ways = [...period, ...(takesFields(tool) ? ["fewer fields with _fields"] : [])];
  return ways.length === 0 ? [] : [`For the rest, ask for ${ways.join(", or ")}.`];
}

function fewerFields(tool: AnyToolDefinition): string {
  return takesFields(tool) ? ", or take fewer fields with _fields" : "";
}

function takesFields({ inputSchema }: AnyToolDefinition): boolean {
  return "_fields" in inputSchema.properties;
}
