import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts values that pass through a client or a shared store: nobody else can read or change them. */
export interface Seal {
  /** The value as URL-safe text. It opens only with the same `purpose`. */
  close(value: unknown, purpose: string): string;
  /** Undefined if the text is not one that `close` returned for this purpose. */
  open(text: string, purpose: string): unknown;
}

/** Instances with the same `secret` open what the others closed. Without one, each opens only its own. */
export function createSeal(secret: string | Buffer = randomBytes(KEY_BYTES)): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "digistore24-mcp confirmation", KEY_BYTES));
  return {
    close: (value, purpose) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open: (text, purpose) => {
      const bytes = Buffer.from(text, "base64url");
      // Node decodes what it can, so two different texts could stand for the same bytes.
      if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString("base64url") !== text) {
        return undefined;
      }
      return decrypt(key, bytes, purpose);
    },
  };
}

function decrypt(key: Buffer, bytes: Buffer, purpose: string): unknown {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(tag);
  try {
    const body = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(body.toString());
  } catch {
    // Altered, or closed with another secret or for another purpose.
    return undefined;
  }
}
