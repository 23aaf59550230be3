import { describe, expect, test } from "vitest";
import type { ArgumentSchema } from "../../src/server/contract/tool-definition.ts";
import { tools } from "../support/generated-tools.ts";

/** Claude Code cuts a description a little above this. */
const MAX_DESCRIPTION_CHARS = 2000;
/** Words that send a reader to a text that a client may not show. */
const ELSEWHERE =
  /\b(instructions?|see above|see below|as described|described (?:above|below)|usual (?:formats?|forms?))\b/i;

interface Argument {
  readonly place: string;
  readonly name: string;
  readonly schema: ArgumentSchema;
  /** The arguments next to it. */
  readonly siblings: Readonly<Record<string, ArgumentSchema>>;
}

const args: readonly Argument[] = tools.flatMap(({ name, inputSchema }) => argumentsOf(inputSchema, name));

describe("a description", () => {
  const described = [
    ...tools.map(({ name, description }) => ({ place: name, text: description })),
    ...args.map(({ place, schema }) => ({ place, text: schema.description ?? "" })),
  ];

  test("is never so long that a client cuts it", () => {
    expect(described.filter(({ text }) => text.length > MAX_DESCRIPTION_CHARS)).toEqual([]);
  });

  test("sends nobody to the server's instructions, which some clients do not show", () => {
    expect(described.filter(({ text }) => ELSEWHERE.test(text))).toEqual([]);
  });
});

describe("an argument says by itself, or together with those next to it,", () => {
  /** Its form is not documented anywhere. */
  const UNDOCUMENTED = ["updateProduct data.service_date"];

  test("how a time is written", () => {
    const times = args.filter(({ name, schema }) => schema.type === "string" && isTimeName(name));
    const says = /YYYY|German time|from now|date-time|\bday\b|\bdate\b/i;
    expect(times.length).toBeGreaterThan(20);
    expect(placesWithout(times, says).filter((place) => !UNDOCUMENTED.includes(place))).toEqual([]);
  });

  test("how an interval is written", () => {
    const intervals = args.filter(({ name }) => /_billing_intervals?$|^test_interval$/.test(name));
    const isShown = ({ siblings }: Argument) =>
      Object.values(siblings).some(({ description = "" }) => /\d_(day|month)\b/.test(description));
    expect(intervals.length).toBeGreaterThan(6);
    expect(intervals.filter((interval) => !isShown(interval)).map(({ place }) => place)).toEqual([]);
  });

  test("that several ids are a comma list", () => {
    const ids = args.filter(({ name, schema }) => schema.type === "string" && name.endsWith("_ids"));
    expect(ids.length).toBeGreaterThan(5);
    expect(placesWithout(ids, /comma list/i)).toEqual([]);
  });

  test("that no installments mean a subscription", () => {
    const numbers = args.filter(({ name, schema }) => name === "number_of_installments" && schema["minimum"] === 0);
    expect(numbers.length).toBeGreaterThan(1);
    expect(placesWithout(numbers, /subscription/)).toEqual([]);
  });

  test("which names `_fields` takes", () => {
    const fields = args.filter(({ name }) => name === "_fields");
    expect(fields.length).toBeGreaterThan(30);
    expect(placesWithout(fields, /^(E\.g\. only \S|Default .*; \* for all$)/)).toEqual([]);
  });

  test("what an open map holds: some clients' converters leave its schema empty", () => {
    const maps = args.filter(({ schema }) => isOpenMap(schema) || schema.anyOf?.some(isOpenMap));
    expect(maps.length).toBeGreaterThan(6);
    expect(
      placesWithout(maps, /\{"[^"]+": ?("|\d)|\bmap of name to\b|\bobjects? of name and value\b|by position: y/i),
    ).toEqual([]);
  });
});

function isTimeName(name: string): boolean {
  return /^(from|to|date|valid_from)$|_(at|date|until)$/.test(name);
}

function placesWithout(of: readonly Argument[], pattern: RegExp): string[] {
  return of.filter(({ schema }) => !pattern.test(schema.description ?? "")).map(({ place }) => place);
}

/** Takes names that its schema does not list, and none that it does. */
function isOpenMap({ type, properties = {}, additionalProperties = true }: ArgumentSchema): boolean {
  return type === "object" && Object.keys(properties).length === 0 && additionalProperties !== false;
}

function argumentsOf(schema: ArgumentSchema, tool: string, path = ""): Argument[] {
  const inner = [schema.items, ...(schema.anyOf ?? [])].filter((part) => part !== undefined);
  const siblings = schema.properties ?? {};
  const own = Object.entries(siblings).flatMap(([name, member]) => [
    { place: `${tool} ${path}${name}`, name, schema: member, siblings },
    ...argumentsOf(member, tool, `${path}${name}.`),
  ]);
  return [...own, ...inner.flatMap((part) => argumentsOf(part, tool, path))];
}
