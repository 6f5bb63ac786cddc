import { createHmac, getHashes, timingSafeEqual } from "node:crypto";

export interface SigningKey {
  /** empty for an unsigned session, whose signatures are empty */
  readonly key: string;
  /** sha256 by default, as in `hmac-sha256` */
  readonly hash?: string;
}

const SCHEME = /^hmac-(\w+)$/;

/** The hash of a signature scheme such as `hmac-sha512`; undefined for one that Node.js lacks. */
export function hashOfScheme(scheme: string): string | undefined {
  const hash = SCHEME.exec(scheme)?.[1];
  return hash !== undefined && getHashes().includes(hash) ? hash : undefined;
}

/** HMAC over JSON frames, as lower-case hex. */
export function signFrames(
  { key, hash = "sha256" }: SigningKey,
  frames: readonly Uint8Array[],
): string {
  if (key === "") return "";
  const hmac = createHmac(hash, key);
  for (const frame of frames) hmac.update(frame);
  return hmac.digest("hex");
}

/** Compares in constant time; a session with an empty key accepts everything. */
export function isSignatureValid(
  key: SigningKey,
  signature: Uint8Array,
  frames: readonly Uint8Array[],
): boolean {
  if (key.key === "") return true;
  const expected = Buffer.from(signFrames(key, frames), "latin1");
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}
