import { z } from "zod";

/** What a token of a program may be used for. Money is a further choice of the person, without a scope of its own. */
export const RESOURCE_SCOPES = ["read", "write"] as const;
/** Asks for a refresh token. Only the authorization server names it: a resource does not need it. */
export const OFFLINE_ACCESS = "offline_access";
export const SERVER_SCOPES = [...RESOURCE_SCOPES, OFFLINE_ACCESS] as const;

/** The person's choice on the consent page: read only, change without moving money, or change and move money. */
export const ACCESS_CHOICES = ["read", "change", "money"] as const;
export type Access = (typeof ACCESS_CHOICES)[number];
export const accessSchema = z.enum(ACCESS_CHOICES);

/** The scopes in a parameter of a request. */
export function readScopes(text: string): string[] {
  return text.split(" ").filter((scope) => scope !== "");
}

export function scopesOf(access: Access): ("read" | "write")[] {
  return access === "read" ? ["read"] : [...RESOURCE_SCOPES];
}

/** The access that is left of a given one if a program asks for fewer scopes. It never grows. */
export function shrinkAccess(access: Access, scopes: readonly string[]): Access {
  return scopes.includes("write") ? access : "read";
}

/** Whether each scope is one that the access includes, or asks for a refresh token. */
export function areWithin(scopes: readonly string[], access: Access): boolean {
  const allowed: readonly string[] = [...scopesOf(access), OFFLINE_ACCESS];
  return scopes.every((scope) => allowed.includes(scope));
}
