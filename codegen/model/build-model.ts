import { assertNoProblems, byPlace, compareCodeUnits, type Problem } from "../codegen-error.ts";
import { isObject } from "../load/json.ts";
import type { Mark, Policy } from "../load/load-policy.ts";
import type { PublishedTool } from "../load/load-published-tools.ts";
import type { SourceOperation } from "../load/source-operations.ts";
import type { AnswerModel, ApiModel, InputSchema } from "./api-model.ts";
import {
  aliasProblems,
  functionCollisions,
  lostPublished,
  nameCollisions,
  type PlacedTool,
  wronglyPublished,
} from "./check-names.ts";
import { collectArguments } from "./collect-arguments.ts";
import { checkQuestions } from "./confirm-questions.ts";
import { describeAnswer } from "./describe-answer.ts";
import { otherNames, placesWith, withoutExtensions } from "./extensions.ts";
import { fieldsArgument } from "./fields-argument.ts";
import { foreignTexts } from "./foreign-texts.ts";
import { functionName, reportPath } from "./function-path.ts";
import { furtherFields, type SchemasOfFunctions } from "./further-fields.ts";
import { nameTools, nameToolsInside } from "./name-tools.ts";
import { TOOL_NAME_PATTERN, toolName } from "./tool-name.ts";

interface ModelInputs {
  readonly operations: readonly SourceOperation[];
  readonly policy: Policy;
  readonly published: readonly PublishedTool[];
  readonly publishedFile: string;
}

/** Decides everything about every tool. Reports all problems of all tools in one go. */
export function buildModel({ operations, policy, published, publishedFile }: ModelInputs): ApiModel {
  const problems: Problem[] = [...marksWithoutOperation(operations, policy)];
  const namesOf = new Map(operations.map((source) => [functionName(source.path), nameOf(source)]));
  const schemas = new Map(operations.map((source) => [functionName(source.path), collectArguments(source, problems)]));
  const tools: PlacedTool[] = [];
  for (const source of operations) {
    const mark = policy.get(functionName(source.path));
    if (mark) {
      tools.push(buildTool(source, mark, { namesOf, schemas }, problems));
    } else {
      const message = `${functionName(source.path)} has no mark; add one to the policy, under its toolset`;
      problems.push({ at: source.at, message });
    }
  }
  problems.push(
    ...unreadableOutcomes(policy),
    ...functionCollisions(tools),
    ...nameCollisions(tools),
    ...aliasProblems(tools),
    ...lostPublished(tools, published, publishedFile),
    ...wronglyPublished(tools, published, publishedFile),
  );
  assertNoProblems(problems);
  return {
    notes: problems.filter(({ isNote }) => isNote).toSorted(byPlace),
    tools: tools.toSorted((a, b) => compareCodeUnits(a.name, b.name)),
  };
}

function nameOf({ method, path, operation }: SourceOperation): string {
  const id = operation["operationId"];
  return toolName(method, path, typeof id === "string" ? id : undefined);
}

/** The facts about other functions that a tool needs. */
interface AllFunctions {
  readonly namesOf: ReadonlyMap<string, string>;
  readonly schemas: SchemasOfFunctions;
}

function buildTool(
  source: SourceOperation,
  mark: Mark,
  { namesOf, schemas }: AllFunctions,
  problems: Problem[],
): PlacedTool {
  const { operation, path, method, at } = source;
  const ownFunction = functionName(path);
  reportPath(source, problems);
  const name = nameOf(source);
  if (!TOOL_NAME_PATTERN.test(name)) {
    problems.push({ at, message: `yields the tool name ${name}; agents take letters, digits, _ and - (64 at most)` });
  }
  const text = operation["description"] ?? operation["summary"];
  if (typeof text !== "string" || text.trim() === "") {
    problems.push({ at: `${at}/description`, message: "is missing; say what an agent needs to choose this tool" });
  }
  problems.push(...checkQuestions(mark, schemas.get(ownFunction) ?? {}));
  const docs = operation["externalDocs"];
  const answer = describeAnswer(operation);
  return {
    at,
    name,
    description: nameTools(String(text).replace(/\s+/g, " ").trim(), namesOf),
    functionName: ownFunction,
    path,
    method,
    mark,
    shownBy: mark.shown_by && namesOf.get(mark.shown_by),
    inputSchema: withHostArguments(
      nameToolsInside(withoutExtensions(schemas.get(ownFunction) ?? {}), namesOf),
      answer,
      mark,
      problems,
    ),
    dayEnds: placesWith("x-end-of-day", schemas.get(ownFunction) ?? {}),
    otherNames: otherNames(schemas.get(ownFunction) ?? {}),
    furtherFields: furtherFields(ownFunction, schemas, at, problems),
    foreignTexts: foreignTexts(answer.fields, mark.list, at, problems),
    docsUrl: isObject(docs) && typeof docs["url"] === "string" ? docs["url"] : undefined,
    answer,
  };
}

/** Adds the host's own arguments: the default page size, in the schema so that agents see it, and the choice of fields. */
function withHostArguments(schema: InputSchema, answer: AnswerModel, mark: Mark, problems: Problem[]): InputSchema {
  const properties = { ...schema.properties };
  for (const [name, value] of Object.entries(mark.defaults)) {
    const property = properties[name];
    if (property) {
      properties[name] = { ...property, default: value };
    } else {
      problems.push({ at: `${mark.at}/defaults/${name}`, message: "is not an argument of this function; remove it" });
    }
  }
  const fields = fieldsArgument(answer, mark, problems);
  if (fields) {
    properties["_fields"] = fields;
  }
  return { ...schema, properties };
}

function marksWithoutOperation(operations: readonly SourceOperation[], policy: Policy): Problem[] {
  const known = new Set(operations.map(({ path }) => functionName(path)));
  return [...policy]
    .filter(([name]) => !known.has(name))
    .map(([name, { at }]) => ({
      at,
      message: `marks ${name}, which the description does not have; remove or correct it`,
    }));
}

/** `shown_by` is advice given when a write may have happened, so it has to be a read that exists. */
function unreadableOutcomes(policy: Policy): Problem[] {
  return [...policy.values()].flatMap(({ shown_by, at }) =>
    shown_by === undefined || policy.get(shown_by)?.access === "read"
      ? []
      : [{ at: `${at}/shown_by`, message: `${shown_by} is not a read of this policy; name one or leave it out` }],
  );
}
