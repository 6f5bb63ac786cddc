import type { ImageBatch } from "./projective-transform.js";

/** A batch of float32 images, each filled by `fill` from the same place of the input. */
export function mapImages(
  images: ImageBatch,
  fill: (input: ImageBatch["values"], output: Float32Array, image: number) => void,
): ImageBatch {
  const [batch, height, width, channels] = images.shape;
  const size = height * width * channels;
  const values = new Float32Array(batch * size);
  for (let image = 0; image < batch; image++) {
    const [start, end] = [image * size, (image + 1) * size];
    fill(images.values.subarray(start, end), values.subarray(start, end), image);
  }
  return { values, shape: images.shape };
}

/** The number of one image: the only one, or its own of as many as there are images. */
export function ownOrOnly(numbers: ArrayLike<number>, image: number): number {
  return (numbers.length === 1 ? numbers[0] : numbers[image])!;
}
