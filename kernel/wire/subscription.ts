const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The topic a client subscribes to, from what an XPUB socket receives: `[0x01 + topic]`.
 * Anything else (an unsubscription, several frames, a topic that is not UTF-8) is undefined.
 */
export function readSubscription(frames: readonly Uint8Array[]): string | undefined {
  const [frame, ...rest] = frames;
  if (frame === undefined || rest.length > 0 || frame[0] !== 1) return undefined;
  try {
    return utf8.decode(frame.subarray(1));
  } catch {
    return undefined;
  }
}
