import type { ImageBatch } from "./projective-transform.js";

/** The images of a batch in another order; values keep their type. */
export function takeImages({ values, shape }: ImageBatch, order: ArrayLike<number>): ImageBatch {
  const [batch, height, width, channels] = shape;
  const size = height * width * channels;
  const taken = values.slice();
  for (let image = 0; image < batch; image++) {
    const start = order[image]! * size;
    taken.set(values.subarray(start, start + size), image * size);
  }
  return { values: taken, shape };
}
