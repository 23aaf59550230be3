import { movesMoney } from "./safe-tool.ts";
import type { Surface } from "./surface.ts";

/** What sellers ask an agent for, and not every server allows. */
export type Job = "refunding" | "stopping" | "deleting";

/** The functions of which one has to be served for each job. */
const FUNCTIONS: Readonly<Record<Job, RegExp>> = {
  refunding: /^refund/,
  stopping: /^stopRebilling$/,
  deleting: /^delete|Delete$/,
};
/** It refunds one kind of order. */
const REFUNDS_ON_PROOF = "updateServiceProofRequest";

const functionsOf = ({ tools }: Pick<Surface, "tools">) =>
  [...tools.values()].map(({ definition }) => definition.functionName);

/** The jobs that no tool of a surface does. */
export function missingJobs(surface: Pick<Surface, "tools">): readonly Job[] {
  const functions = functionsOf(surface);
  return (Object.keys(FUNCTIONS) as Job[]).filter((job) => !functions.some((name) => FUNCTIONS[job].test(name)));
}

/** Whether orders are refunded if Digistore24 asks for a proof of service. */
export function refundsOnProof(surface: Pick<Surface, "tools">): boolean {
  return functionsOf(surface).includes(REFUNDS_ON_PROOF);
}

/** Whether a tool moves money from a buyer to the seller. */
export function chargesBuyers({ tools }: Pick<Surface, "tools">): boolean {
  const charging = [...tools.values()].filter(
    ({ definition }) =>
      movesMoney(definition) &&
      definition.functionName !== REFUNDS_ON_PROOF &&
      !FUNCTIONS.refunding.test(definition.functionName),
  );
  return charging.length > 0;
}
