import type { ImageBatch } from "./projective-transform.js";

/** Which images of a batch to mirror: one flag for all, or one for each. */
export interface Flips {
  /** Left becomes right. */
  readonly horizontal: readonly boolean[];
  /** Top becomes bottom. */
  readonly vertical: readonly boolean[];
}

/**
 * Mirrors the images whose flags are set; the others are copied. Values and their type stay.
 *
 * @example
 * import { ops } from "preplab";
 * const image = { values: Int32Array.of(1, 2, 3, 4), shape: [1, 2, 2, 1] } as const;
 * console.log(ops.flip(image, { horizontal: [true], vertical: [false] }).values.join()); // 2,1,4,3
 */
export function flip(images: ImageBatch, { horizontal, vertical }: Flips): ImageBatch {
  const [batch, height, width, channels] = images.shape;
  const values = images.values.slice();
  const rowSize = width * channels;
  const imageSize = height * rowSize;
  for (let image = 0; image < batch; image++) {
    const mirrored = (horizontal.length === 1 ? horizontal[0] : horizontal[image]) === true;
    const upended = (vertical.length === 1 ? vertical[0] : vertical[image]) === true;
    const start = image * imageSize;
    for (let y = 0; y < height; y++) {
      const from = start + y * rowSize;
      const to = start + (upended ? height - 1 - y : y) * rowSize;
      if (mirrored) mirrorRow(images.values, from, values, to, width, channels);
      else if (upended) values.set(images.values.subarray(from, from + rowSize), to);
    }
  }
  return { values, shape: images.shape };
}

function mirrorRow(
  source: ImageBatch["values"],
  from: number,
  target: ImageBatch["values"],
  to: number,
  width: number,
  channels: number,
): void {
  let p = from;
  let q = to + (width - 1) * channels;
  // written out for RGB, where most of the time goes
  if (channels === 3) {
    for (let x = 0; x < width; x++, p += 3, q -= 3) {
      target[q] = source[p]!;
      target[q + 1] = source[p + 1]!;
      target[q + 2] = source[p + 2]!;
    }
    return;
  }
  for (let x = 0; x < width; x++, p += channels, q -= channels) {
    for (let c = 0; c < channels; c++) target[q + c] = source[p + c]!;
  }
}
