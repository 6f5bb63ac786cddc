import { mapImages } from "./map-images.js";
import type { ImageBatch, Interpolation } from "./projective-transform.js";
import { roundHalfEven } from "./round-to-int32.js";

const { abs, floor, fround, max, min } = Math;

/** What stands outside an image when single places of it are read. */
export type CoordinateFill = "constant" | "nearest" | "wrap" | "mirror" | "reflect";

/** How places outside and between pixels are read. */
export interface CoordinateOptions {
  readonly interpolation: Interpolation;
  readonly fillMode: CoordinateFill;
  readonly fillValue: number;
}

/**
 * Reads each pixel of the result at a place of its own: `rows` and `columns` hold one number for each pixel
 * of each image. Places outside are found as `keras.ops.image.map_coordinates` finds them; its two mirrored
 * modes count from the first pixel on the near side and from behind the last one on the far side.
 *
 * @example
 * import { ops } from "preplab";
 * const row = { values: Float32Array.of(10, 20, 30), shape: [1, 1, 3, 1] } as const;
 * const options = { interpolation: "bilinear", fillMode: "nearest", fillValue: 0 } as const;
 * const columns = Float32Array.of(0.5, 1, 9);
 * console.log(ops.mapCoordinates(row, new Float32Array(3), columns, options).values.join()); // 15,20,30
 */
export function mapCoordinates(
  images: ImageBatch,
  rows: Float32Array,
  columns: Float32Array,
  { interpolation, fillMode, fillValue }: CoordinateOptions,
): ImageBatch {
  const [, height, width, channels] = images.shape;
  const fill = fround(fillValue);
  const rowOf = indexMapper(height, fillMode);
  const columnOf = indexMapper(width, fillMode);
  return mapImages(images, (input, output, image) => {
    const read = (row: number, column: number, c: number): number =>
      row < 0 || column < 0 ? fill : input[(row * width + column) * channels + c]!;
    for (let i = 0, at = image * height * width; i < height * width; i++, at++) {
      const [y, x] = [rows[at]!, columns[at]!];
      if (interpolation === "nearest") {
        const [row, column] = [rowOf(roundHalfEven(y)), columnOf(roundHalfEven(x))];
        for (let c = 0; c < channels; c++) output[i * channels + c] = read(row, column, c);
        continue;
      }
      const [top, left] = [floor(y), floor(x)];
      const [down, right] = [fround(y - top), fround(x - left)];
      const [up, rest] = [fround(1 - down), fround(1 - right)];
      const [r0, r1, c0, c1] = [rowOf(top), rowOf(top + 1), columnOf(left), columnOf(left + 1)];
      const [w00, w01] = [fround(up * rest), fround(up * right)];
      const [w10, w11] = [fround(down * rest), fround(down * right)];
      for (let c = 0; c < channels; c++) {
        const above = fround(fround(w00 * read(r0, c0, c)) + fround(w01 * read(r0, c1, c)));
        const third = fround(above + fround(w10 * read(r1, c0, c)));
        output[i * channels + c] = third + fround(w11 * read(r1, c1, c));
      }
    }
  });
}

// the index that is read for one anywhere on the line; -1 for the fill value
function indexMapper(size: number, mode: CoordinateFill): (index: number) => number {
  if (mode === "constant") return (index) => (index >= 0 && index < size ? index : -1);
  if (mode === "nearest") return (index) => min(max(index, 0), size - 1);
  if (mode === "wrap") return (index) => index - floor(index / size) * size;
  const back = mode === "reflect" ? 1 : 0;
  return (index) => {
    const place = abs(index) % (2 * size);
    // the mirrored end lies one behind the image, where Keras fails
    return place < size ? place : min(2 * size - place - back, size - 1);
  };
}
