import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * HMAC-SHA256 over the four JSON frames, as lower-case hex.
 * An empty key means an unsigned session, whose signature is empty.
 */
export function signFrames(key: string, frames: readonly Uint8Array[]): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const frame of frames) hmac.update(frame);
  return hmac.digest("hex");
}

/** Compares in constant time; a session with an empty key accepts everything. */
export function isSignatureValid(
  key: string,
  signature: Uint8Array,
  frames: readonly Uint8Array[],
): boolean {
  if (key === "") return true;
  const expected = Buffer.from(signFrames(key, frames), "latin1");
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}
