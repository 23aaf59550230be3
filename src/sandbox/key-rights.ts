import { tools } from "../generated/tools/index.ts";
import type { KeyRight } from "./keys.ts";
import { REFUSAL_CODE, Refusal, type Texts } from "./refusal.ts";

/** What a developer key may do besides asking for keys. */
const OPEN_TO_DEVELOPERS: ReadonlySet<string> = new Set([
  "ping",
  "getUserInfo",
  "validateAffiliate",
  "validateLicenseKey",
]);

const NEEDED_RIGHTS = new Map<string, "read" | "full" | "billing" | "developer">(
  tools.map(({ functionName, keyRight }) => [functionName, keyRight]),
);

/** Refuses what the key is not for. A function that is none is left to be refused as such. */
export function assertRight(right: KeyRight, functionName: string): void {
  const needed = NEEDED_RIGHTS.get(functionName);
  if (needed === undefined) {
    return;
  }
  const isForDevelopers = needed === "developer" || OPEN_TO_DEVELOPERS.has(functionName);
  if (right === "developer" && !isForDevelopers) {
    throw noRight({
      de: `Der API-Schlüssel ist für Entwickler; ${functionName} braucht einen Schlüssel aus requestApiKey`,
      en: `The API key is for developers; ${functionName} needs a key from requestApiKey`,
    });
  }
  if (right !== "developer" && needed === "developer") {
    throw noRight({
      de: `${functionName} braucht einen API-Schlüssel für Entwickler`,
      en: `${functionName} needs an API key for developers`,
    });
  }
  if (right === "readOnly" && needed !== "read") {
    throw noRight({
      de: `Der API-Schlüssel hat nur Lesezugriff; ${functionName} braucht Vollzugriff`,
      en: `The API key has read access only; ${functionName} needs full access`,
    });
  }
  if (right === "noBilling" && needed === "billing") {
    throw noRight({
      de: `Das Konto ist für Billing on Demand nicht freigeschaltet; ${functionName} braucht das`,
      en: `The account has no right to billing on demand, which ${functionName} needs`,
    });
  }
}

function noRight(texts: Texts): Refusal {
  return new Refusal(REFUSAL_CODE.permission, texts);
}
