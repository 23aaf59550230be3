import type { Problem } from "../codegen-error.ts";
import type { PublishedTool } from "../load/load-published-tools.ts";
import type { ToolModel } from "./api-model.ts";
import { TOOL_NAME_PATTERN } from "./tool-name.ts";

/** A tool together with the place in the description that yields it. */
export interface PlacedTool extends ToolModel {
  readonly at: string;
}

/** Two tools of one name: an agent could only reach one of them. */
export function nameCollisions(tools: readonly PlacedTool[]): Problem[] {
  const places = new Map<string, string>();
  return tools.flatMap(({ name, at }) => {
    const first = places.get(name);
    places.set(name, first ?? at);
    return first === undefined
      ? []
      : [{ at, message: `yields the tool name ${name}, as ${first} does; give one an operationId` }];
  });
}

/** Every call is a POST, so a second method of a path would be the same call under other marks. */
export function functionCollisions(tools: readonly PlacedTool[]): Problem[] {
  const places = new Map<string, string>();
  return tools.flatMap(({ path, at }) => {
    const first = places.get(path);
    places.set(path, first ?? at);
    const message = `is the same call as ${first}, whatever its method; describe one of them`;
    return first === undefined ? [] : [{ at, message }];
  });
}

/** An alias has to lead to one tool, and to another than its own name says. */
export function aliasProblems(tools: readonly PlacedTool[]): Problem[] {
  const owners = new Map(tools.map(({ name }): [string, string] => [name, `the tool ${name}`]));
  return tools.flatMap(({ name, mark }) =>
    mark.aliases.flatMap((alias, index) => {
      const at = `${mark.at}/aliases/${index}`;
      const owner = owners.get(alias);
      owners.set(alias, owner ?? `an alias of ${name}`);
      if (owner !== undefined) {
        return [{ at, message: `${alias} is ${owner} already; name another or leave it out` }];
      }
      const message = `${alias} is not a name that agents accept; use letters, digits, _ and - (64 at most)`;
      return TOOL_NAME_PATTERN.test(alias) ? [] : [{ at, message }];
    }),
  );
}

/** People's prompts and instructions use the published names, so no change may lose or rename one unnoticed. */
export function lostPublished(
  tools: readonly ToolModel[],
  published: readonly PublishedTool[],
  publishedFile: string,
): Problem[] {
  const served = new Set(
    tools.filter(({ mark }) => mark.published).flatMap(({ name, mark }) => [name, ...mark.aliases]),
  );
  return published.flatMap((row, index) =>
    served.has(row.tool)
      ? []
      : [{ at: `${publishedFile}#/${index}/tool`, message: `${row.tool} is published, but ${whatIsLost(row, tools)}` }],
  );
}

function whatIsLost({ tool, apiFunction }: PublishedTool, tools: readonly ToolModel[]): string {
  const sameName = tools.find(({ name, mark }) => name === tool || mark.aliases.includes(tool));
  if (sameName) {
    return `${sameName.mark.at} says published: false; say published: true, or take the row out if the vendor has dropped the tool`;
  }
  const renamed = tools.find(({ functionName }) => functionName === apiFunction);
  return renamed
    ? `${apiFunction} now yields ${renamed.name}; give it the operationId ${tool}, or keep the name: aliases: [${tool}] at ${renamed.mark.at}`
    : `no operation with a mark yields it; put ${apiFunction} back, take the row out if the vendor has dropped the tool, or keep its name among the aliases of the tool that takes its place`;
}

/** A mark is published unless it says otherwise, so a function that the vendor does not publish would join its tools unnoticed. */
export function wronglyPublished(
  tools: readonly ToolModel[],
  published: readonly PublishedTool[],
  publishedFile: string,
): Problem[] {
  const known = new Set(published.flatMap(({ tool, apiFunction }) => [tool, apiFunction]));
  return tools
    .filter(({ name, functionName, mark }) => ![name, functionName, ...mark.aliases].some((one) => known.has(one)))
    .filter(({ mark }) => mark.published)
    .map(({ name, functionName, mark }) => ({
      at: mark.at,
      message: `is published, but ${publishedFile} has no row for ${functionName}; say published: false, or add the row if the vendor publishes ${name}`,
    }));
}
