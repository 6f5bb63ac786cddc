import type { ImageBatch } from "../../ops/projective-transform.js";

/** Throws, naming `owner`, unless images have the three channels of RGB or one of gray. */
export function requireRgb(owner: string, { shape: [, , , channels] }: ImageBatch): void {
  if (channels === 1 || channels === 3) return;
  throw new Error(
    `${owner}: expected images of 3 channels or of 1. Received: ${channels} channels`,
  );
}
