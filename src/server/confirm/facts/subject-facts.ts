import { holdsText } from "../../call/foreign-texts.ts";
import { findPlaceholder } from "../../call/mask-personal-data.ts";
import type { JsonObject } from "../../contract/normalise-arguments.ts";
import type { AnyToolDefinition } from "../../contract/tool-definition.ts";
import type { ToolRegistry } from "../../contract/tool-registry.ts";
import { isObject } from "../../kit/is-object.ts";
import type { FactReader, Facts } from "./facts.ts";
import { readOrder } from "./order-facts.ts";
import { quoted, quotedPerson } from "./quoted-text.ts";

/** Other functions may create what they name, so it does not have to exist yet. */
const ACTS_ON_EXISTING = /^(update|delete|validate|ipnDelete)/;
const NAMES = ["name", "title", "code"] as const;

/** For functions without a reader of their own: the order, or the name of the one thing that the arguments stand for. */
export function subjectReader(tool: AnyToolDefinition, registry: ToolRegistry): FactReader {
  return async (args, read) => {
    if (typeof args["purchase_id"] === "string") {
      return (await readOrder(args["purchase_id"], read)).facts;
    }
    const source = ACTS_ON_EXISTING.test(tool.functionName) ? findSource(tool, args, registry) : undefined;
    return source === undefined ? { watched: {} } : subjectIn(await read(source.functionName, source.args));
  };
}

interface Source {
  readonly functionName: string;
  readonly args: JsonObject;
}

/** A read of one thing by arguments that the call has too. */
function findSource(tool: AnyToolDefinition, args: JsonObject, registry: ToolRegistry): Source | undefined {
  const getter = args["product_id"] === undefined ? tool.functionName.replace(/^[a-z]+/, "get") : "getProduct";
  const candidates = [...registry.values()]
    .map(({ definition }) => definition)
    .filter(({ name, functionName }) => functionName === getter || name === tool.shownBy);
  return candidates.map((candidate) => sourceOf(candidate, args)).find((source) => source !== undefined);
}

function sourceOf({ access, isList, functionName, inputSchema }: AnyToolDefinition, args: JsonObject) {
  const names = inputSchema.required ?? Object.keys(inputSchema.properties).filter((name) => name in args);
  const isGiven = names.length > 0 && names.every((name) => args[name] !== undefined);
  return access === "read" && !isList && isGiven
    ? { functionName, args: Object.fromEntries(names.map((name) => [name, args[name]])) }
    : undefined;
}

/** Answers hold the thing itself, or as their only object. */
function subjectIn(answer: unknown): Facts {
  const outer = isObject(answer) ? answer : {};
  const thing: JsonObject = Object.values(outer).find(isObject) ?? outer;
  const { first_name, last_name, email, affiliate_name } = thing;
  const name = NAMES.map((key) => quoted(thing[key])).find((text) => text !== undefined);
  const person = quotedPerson([first_name, last_name].filter(Boolean).join(" "), email);
  const subject = name ?? person ?? quoted(affiliate_name);
  return {
    subject,
    foreignTexts: name === undefined ? strangersIn(thing) : [],
    watched: { "its name": findPlaceholder(subject) === undefined ? (subject ?? "") : "" },
  };
}

function strangersIn({ first_name, last_name, affiliate_name }: JsonObject): string[] {
  return [
    ...([first_name, last_name].some(holdsText) ? ["the buyer's name"] : []),
    ...(holdsText(affiliate_name) ? ["the affiliate's name"] : []),
  ];
}
