import type { ImageBatch } from "../../ops/projective-transform.js";
import type { ImageSize } from "./image-layout.js";

/** Throws, naming `owner`, unless the images are as many and as large as a transformation was drawn for. */
export function requireDrawnFor(
  owner: string,
  drawn: ImageSize,
  { shape: [batch, height, width] }: ImageBatch,
): void {
  if (
    height === drawn.height &&
    width === drawn.width &&
    (drawn.batch === 1 || drawn.batch === batch)
  ) {
    return;
  }
  throw new Error(
    `${owner}: expected ${drawn.batch} image(s) of ${drawn.height}x${drawn.width}, ` +
      `as the transformation was drawn for. Received: ${batch} of ${height}x${width}`,
  );
}

/** Throws, naming `owner`, unless there is one draw for all images or one for each. */
export function requireDrawCount(
  owner: string,
  drawn: number,
  { shape: [batch] }: ImageBatch,
): void {
  if (drawn === 1 || drawn === batch) return;
  throw new Error(
    `${owner}: expected ${drawn} image(s), as the transformation was drawn for. Received: ${batch}`,
  );
}
