import { nearestName } from "../../kit/nearest-name.ts";
import { shortenText } from "../../kit/shorten-text.ts";

const OURS = /^DIGISTORE24_/i;
const MAX_NAME_CHARS = 64;
/** Variables that Kubernetes and Docker set automatically for a service named digistore24-something. */
const SERVICE_LINK = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)$/;
/** They also set `…_PORT` to an address. A number means that a person meant PORT. */
const LINKED_ADDRESS = /^(?:tcp|udp|sctp):\/\//;

/** A sentence for each unknown variable with our prefix, because a misspelled one would be silently ignored. */
export function describeUnknownNames(env: NodeJS.ProcessEnv, known: readonly string[]): string[] {
  const ours = known.filter((name) => OURS.test(name));
  const nearest = (name: string) => known.find((bare) => bare === name.replace(OURS, "")) ?? nearestName(name, ours);
  return Object.keys(env)
    .filter((name) => env[name] && OURS.test(name) && !known.includes(name) && !isServiceLink(name, env[name]))
    .map((name) => shortenText(name, MAX_NAME_CHARS, ""))
    .map((name) => `${name} is not a variable of this server, the nearest is ${nearest(name.toUpperCase())}`);
}

function isServiceLink(name: string, value = ""): boolean {
  return SERVICE_LINK.test(name) || (name.endsWith("_PORT") && LINKED_ADDRESS.test(value));
}
