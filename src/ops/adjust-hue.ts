import { rangeConverter } from "./convert-range.js";
import { hsvToRgb, rgbToHsv } from "./hsv.js";
import { mapImages, ownOrOnly } from "./map-images.js";
import type { ImageBatch } from "./projective-transform.js";

const { fround, max, min } = Math;

const UNIT = [0, 1] as const;

/**
 * Turns the hues of RGB images by one amount, or by one for each image, between -1 and 1: whole turns of the
 * colour circle.
 *
 * @example
 * import { ops } from "preplab";
 * const red = { values: Float32Array.of(255, 0, 0), shape: [1, 1, 1, 3] } as const;
 * console.log(ops.adjustHue(red, [0.5], [0, 255]).values.join()); // 0,255,255
 */
export function adjustHue(
  images: ImageBatch,
  turns: ArrayLike<number>,
  valueRange: readonly [number, number],
): ImageBatch {
  const toUnit = rangeConverter(valueRange, UNIT);
  const fromUnit = rangeConverter(UNIT, valueRange);
  const hsv = new Float32Array(3);
  return mapImages(images, (input, output, image) => {
    const turn = ownOrOnly(turns, image);
    for (let i = 0; i < input.length; i += 3) {
      rgbToHsv(toUnit(input[i]!), toUnit(input[i + 1]!), toUnit(input[i + 2]!), hsv);
      hsvToRgb(turned(hsv[0]!, turn), hsv[1]!, hsv[2]!, output, i);
      for (let p = i; p < i + 3; p++) output[p] = fromUnit(min(1, max(0, output[p]!)));
    }
  });
}

function turned(hue: number, turn: number): number {
  const moved = fround(hue + turn);
  const wrapped = moved > 1 ? fround(moved - 1) : moved;
  return wrapped < 0 ? fround(wrapped + 1) : wrapped;
}
