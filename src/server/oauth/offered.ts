import { limitsOf } from "../contract/endpoint-paths.ts";
import { missingJobs } from "../contract/missing-jobs.ts";
import { UnknownNameError } from "../contract/narrow-tools.ts";
import { readNarrowing } from "../contract/narrowing.ts";
import { isBeyondReadKey } from "../contract/needed-right.ts";
import { movesMoney } from "../contract/safe-tool.ts";
import type { Surface, Surfaces } from "../contract/surface.ts";
import { toolTitle } from "../contract/tool-title.ts";
import type { Language } from "../kit/language.ts";
import { partsOfResource } from "./resources.ts";

/** The tools of a resource; undefined if this server has no such resource. */
export type OfferedTools = (resource: string) => Surface | undefined;

export function createOfferedTools(publicUrl: string, surfaces: Surfaces): OfferedTools {
  return (resource) => {
    const parts = partsOfResource(publicUrl, resource);
    if (parts === undefined) {
      return undefined;
    }
    try {
      return surfaces.narrow(readNarrowing({ toolsets: parts.toolsets, ...limitsOf(parts.reach) }, []));
    } catch (error) {
      if (error instanceof UnknownNameError) {
        return undefined;
      }
      throw error;
    }
  };
}

/** What the consent page says about the tools of a resource. */
export function describeOffer(surface: Surface, language: Language) {
  const { tools } = surface;
  const definitions = [...tools.values()].map(({ definition }) => definition);
  const money = definitions.filter(movesMoney);
  const reading = definitions.filter(({ access }) => access === "read");
  return {
    moneyTools: money.map((definition) => toolTitle(definition, language)),
    beyondReadKey: definitions.filter(isBeyondReadKey).map((definition) => toolTitle(definition, language)),
    deletes: !missingJobs(surface).includes("deleting"),
    counts: { read: reading.length, change: definitions.length - reading.length - money.length },
  };
}
