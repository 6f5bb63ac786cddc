/** Remembers the latest signatures, so that a recorded message cannot be run a second time. */
export interface ReplayRing {
  /** false when the signature was seen before */
  admit(signature: string): boolean;
}

/** Past `capacity` signatures the oldest is forgotten; 65,536 is what jupyter_client keeps. */
export function createReplayRing(capacity = 65_536): ReplayRing {
  const seen = new Set<string>();
  const ring: string[] = [];
  let oldest = 0;
  return {
    admit(signature) {
      if (seen.has(signature)) return false;
      if (ring.length < capacity) {
        ring.push(signature);
      } else {
        seen.delete(ring[oldest]!);
        ring[oldest] = signature;
        oldest = (oldest + 1) % capacity;
      }
      seen.add(signature);
      return true;
    },
  };
}
