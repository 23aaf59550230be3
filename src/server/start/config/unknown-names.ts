import { shortenText } from "../../kit/shorten-text.ts";
import { misspelledVariable, nearestVariable } from "./nearest-variable.ts";

/** No other program has variables with these beginnings. */
const OURS = /^(?:DIGISTORE24|MONEY)_/i;
/** Longer than all of ours. The search takes longer the longer a name is. */
const MAX_NAME_CHARS = 64;
/** Variables that Kubernetes and Docker set automatically for a service named digistore24-something. */
const SERVICE_LINK = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)$/;
/** They also set `…_PORT` to an address. A number means that a person meant PORT. */
const LINKED_ADDRESS = /^(?:tcp|udp|sctp):\/\//;

/**
 * A sentence for each variable whose name is probably a misspelling of ours: it would be silently ignored, and the server
 * would run without the limit that was meant. `keyName` is known, but has no lookalikes: other programs have keys, too.
 */
export function describeUnknownNames(env: NodeJS.ProcessEnv, variables: readonly string[], keyName: string): string[] {
  const known = [...variables, keyName];
  return Object.keys(env)
    .filter((name) => env[name] && !known.includes(name) && !isServiceLink(name, env[name]))
    .flatMap((name) => (OURS.test(name) ? describeOwn(name, known) : describeLookalike(name, env, variables)));
}

function describeOwn(name: string, known: readonly string[]): string {
  const shown = shortenText(name, MAX_NAME_CHARS, "");
  const nearest = nearestVariable(shown, known);
  return nearest === undefined
    ? `${shown} is not a variable of this server, and none has a name like it: remove ${shown}, or set one of those in docs/operating.md instead`
    : `${shown} is not a variable of this server, the nearest is ${nearest}: set that one instead, or remove ${shown}`;
}

/** If the right name is set as well, the other one belongs to another program. */
function describeLookalike(name: string, env: NodeJS.ProcessEnv, variables: readonly string[]): string[] {
  const meant = name.length > MAX_NAME_CHARS ? undefined : misspelledVariable(name, variables);
  if (meant === undefined || env[meant]) {
    return [];
  }
  return [
    `${name} is not a variable of this server, the nearest is ${meant}: set that one instead, or remove ${name} if it belongs to another program`,
  ];
}

function isServiceLink(name: string, value = ""): boolean {
  return SERVICE_LINK.test(name) || (name.endsWith("_PORT") && LINKED_ADDRESS.test(value));
}
