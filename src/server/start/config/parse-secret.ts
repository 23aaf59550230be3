import { MAX_KEY_CHARS, readKey } from "../../key/api-key.ts";
import { listOf } from "./parse-values.ts";
import { WrongValueError } from "./wrong-value.ts";

export const MIN_SECRET_CHARS = 16;
const MAX_SEALING_SECRETS = 2;
const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[\w+/-]{43}=?$/;
/** Works on every system that can run this server. */
const NODE_COMMAND = `node -p "crypto.randomBytes(32).toString('hex')"`;

export const SECRET_COMMAND = "openssl rand -hex 32";

export function secret(text: string): string {
  if (text.trim().length < MIN_SECRET_CHARS) {
    throw new WrongValueError(`must have at least ${MIN_SECRET_CHARS} characters`);
  }
  return text;
}

/** The secrets under which tokens are sealed: the present one, and the one before it. */
export function sealingSecrets(text: string): readonly Buffer[] {
  const secrets = listOf(sealingSecret)(text);
  if (secrets.length > MAX_SEALING_SECRETS) {
    throw new WrongValueError("must hold one or two secrets: the first seals, both open");
  }
  const [first, second] = secrets;
  if (second && first?.equals(second)) {
    throw new WrongValueError("must hold two different secrets, or only one");
  }
  return secrets;
}

function sealingSecret(text: string): Buffer {
  if (HEX.test(text)) {
    return Buffer.from(text, "hex");
  }
  if (BASE64.test(text)) {
    return Buffer.from(text, "base64url");
  }
  throw new WrongValueError(
    `must hold secrets of exactly 32 bytes, each as 64 hex digits or 43 characters of base64: make one with ${SECRET_COMMAND} or ${NODE_COMMAND}`,
  );
}

export function digistoreKey(text: string): string {
  const read = readKey(text);
  if (read.key === undefined) {
    const reason = read.mistake ? ` (${read.mistake})` : `, at most ${MAX_KEY_CHARS} characters without blanks`;
    throw new WrongValueError(`must be a key of Digistore24${reason}`);
  }
  return read.key;
}
