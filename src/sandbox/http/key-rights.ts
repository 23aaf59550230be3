import type { AnyToolDefinition } from "../../server/contract/tool-definition.ts";
import { asFlag, type Form, readOptional } from "../wire/arguments.ts";
import type { KeyRight } from "../wire/keys.ts";
import { REFUSAL_CODE, Refusal, type Texts } from "../wire/refusal.ts";

type NeededRight = AnyToolDefinition["keyRight"];

/** The functions that any key may call. */
const OPEN_TO_ALL = ["ping", "getUserInfo"];
/** The functions that a developer key may call, besides those for keys. */
const OPEN_TO_DEVELOPERS: ReadonlySet<string> = new Set([...OPEN_TO_ALL, "validateAffiliate", "validateLicenseKey"]);
/** Shipping service providers see only deliveries. */
const OPEN_TO_SHIPPERS: ReadonlySet<string> = new Set([
  ...OPEN_TO_ALL,
  "listDeliveries",
  "getDelivery",
  "updateDelivery",
]);

/** Refuses a call that the key has no right to. */
export function assertRight(right: KeyRight, { functionName, keyRight }: AnyToolDefinition, args: Form): void {
  const needed = isMarking(functionName, args) ? "full" : keyRight;
  const texts = obstacleOf(right, needed, functionName);
  if (texts !== undefined) {
    throw new Refusal(REFUSAL_CODE.permission, texts);
  }
}

/** The only read that can change something. */
function isMarking(functionName: string, args: Form): boolean {
  return functionName === "getDelivery" && readOptional(args, "set_in_progress", asFlag) === "Y";
}

function obstacleOf(right: KeyRight, needed: NeededRight, functionName: string): Texts | undefined {
  switch (right) {
    case "developer":
      return needed === "developer" || OPEN_TO_DEVELOPERS.has(functionName)
        ? undefined
        : onlyFor.developer(functionName);
    case "shipping":
      return OPEN_TO_SHIPPERS.has(functionName) ? undefined : onlyFor.shipping(functionName);
    default:
      return needed === "developer" ? developersOnly(functionName) : obstacleInShop(right, needed, functionName);
  }
}

/** Some reads need full access too. [S39] */
function obstacleInShop(right: KeyRight, needed: NeededRight, functionName: string): Texts | undefined {
  if (right === "readOnly" && needed !== "read") {
    return {
      de: `Der API-Schlüssel hat nur Lesezugriff; ${functionName} braucht Vollzugriff`,
      en: `The API key has read access only; ${functionName} needs full access`,
    };
  }
  if (right === "noBilling" && needed === "billing") {
    return {
      de: `Das Konto ist für Billing on Demand nicht freigeschaltet; ${functionName} braucht das`,
      en: `The account has no right to billing on demand, which ${functionName} needs`,
    };
  }
  return undefined;
}

const onlyFor = {
  developer: (functionName: string): Texts => ({
    de: `Der API-Schlüssel ist für Entwickler; ${functionName} braucht einen Schlüssel aus requestApiKey`,
    en: `The API key is for developers; ${functionName} needs a key from requestApiKey`,
  }),
  shipping: (functionName: string): Texts => ({
    de: `Der API-Schlüssel ist für Versanddienstleister; ${functionName} braucht einen anderen`,
    en: `The API key is for shipping service providers; ${functionName} needs another one`,
  }),
};

function developersOnly(functionName: string): Texts {
  return {
    de: `${functionName} braucht einen API-Schlüssel für Entwickler`,
    en: `${functionName} needs an API key for developers`,
  };
}
