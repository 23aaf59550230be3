import { hkdfSync } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import type { z } from "zod";
import type { OAuthSettings } from "./settings.ts";

const KEY_BYTES = 32;
const ALGORITHMS = { alg: "dir", enc: "A256GCM" } as const;
const COMPACT = /^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/;

/** What a sealed text is for. A text sealed for one purpose does not open for another. */
export type Purpose = "client" | "consent" | "handover" | "code" | "access" | "refresh";

/** Encrypts what this server hands to programs and browsers, so that nothing has to be stored. */
export interface Seal {
  /** The value as URL-safe text. Without a lifetime it opens for as long as its secret is known. */
  close(purpose: Purpose, value: Readonly<Record<string, unknown>>, lifetimeSeconds?: number): Promise<string>;
  /** Undefined if the text was not sealed here for this purpose, has expired, or does not match the schema. */
  open<T>(purpose: Purpose, text: string, schema: z.ZodType<T>): Promise<T | undefined>;
}

/** Instances with the same secrets and the same public address open what the others sealed. */
export function createSeal({ secrets, publicUrl }: OAuthSettings, now: () => number): Seal {
  const derived = new Map<Purpose, Uint8Array[]>();
  const keysFor = (purpose: Purpose): Uint8Array[] => {
    const keys = derived.get(purpose) ?? secrets.map((secret) => deriveKey(secret, publicUrl, purpose));
    derived.set(purpose, keys);
    return keys;
  };
  return {
    close: (purpose, value, lifetimeSeconds) => {
      const [newest] = keysFor(purpose);
      if (newest === undefined) {
        throw new Error("there is no secret to seal with");
      }
      const token = new EncryptJWT({ ...value }).setProtectedHeader(ALGORITHMS);
      if (lifetimeSeconds !== undefined) {
        token.setExpirationTime(Math.floor(now() / 1000) + lifetimeSeconds);
      }
      return token.encrypt(newest);
    },
    open: async (purpose, text, schema) => {
      for (const key of isCanonical(text) ? keysFor(purpose) : []) {
        const opened = await decrypt(text, key, now());
        if (opened !== undefined) {
          return schema.safeParse(opened).data;
        }
      }
      return undefined;
    },
  };
}

/** Whether a text has the form of a sealed one. An API key has not. */
export function looksSealed(text: string): boolean {
  return COMPACT.test(text);
}

function deriveKey(secret: Buffer, publicUrl: string, purpose: Purpose): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, publicUrl, `digistore24-mcp oauth ${purpose}`, KEY_BYTES));
}

/** Decoders ignore the unused bits of a last character, so without this several texts would open as the same one. */
function isCanonical(text: string): boolean {
  return looksSealed(text) && text.split(".").every((part) => toBase64Url(part) === part);
}

function toBase64Url(part: string): string {
  return Buffer.from(part, "base64url").toString("base64url");
}

async function decrypt(text: string, key: Uint8Array, nowMs: number): Promise<unknown> {
  try {
    const { payload } = await jwtDecrypt(text, key, {
      keyManagementAlgorithms: [ALGORITHMS.alg],
      contentEncryptionAlgorithms: [ALGORITHMS.enc],
      currentDate: new Date(nowMs),
    });
    return payload;
  } catch {
    // Altered, expired, or sealed with another secret, for another purpose or by a server with another address.
    return undefined;
  }
}
