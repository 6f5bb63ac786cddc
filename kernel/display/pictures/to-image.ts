import { numberStatistics } from "../numbers/number-statistics.js";
import { type Canvas, createCanvas, drawImage } from "./canvas.js";
import { imageValues } from "./image-source.js";
import { pngFile } from "./png-file.js";
import { type ImageInput, readImages, requestImages } from "./read-images.js";
import { guessMapping, mapping } from "./value-mapping.js";

export interface ToImageOptions {
  /** the values that become black and white; guessed from dtype and values by default */
  readonly range?: readonly [number, number];
}

/**
 * The bytes of a PNG file of one image shaped [h, w] or [h, w, c] with 1, 3 or 4 channels, pixel for
 * pixel. What lies outside of the range is clipped, and NaN is magenta.
 *
 * @example
 * const png = await toImage(tf.ones([2, 3, 1]));
 * await writeFile("white.png", png);
 */
export async function toImage(
  image: ImageInput,
  { range }: ToImageOptions = {},
): Promise<Uint8Array> {
  const requests = requestImages(image, "toImage");
  const [source, ...more] = await readImages(requests);
  if (source === undefined || more.length > 0) {
    throw new RangeError(`toImage: expected one image. Received: ${more.length + 1}`);
  }
  const { min, max, nan } = numberStatistics(imageValues(source));
  const values =
    range === undefined
      ? guessMapping(
          min,
          max,
          requests.every(({ integer }) => integer),
        )
      : mapping(range[0], range[1]);
  const channels = nan > 0 && source.channels === 1 ? 3 : source.channels;
  const canvas = createCanvas(source.width, source.height, channels as Canvas["channels"]);
  drawImage(canvas, source, values, { left: 0, top: 0, shrink: 1, grow: 1 });
  return pngFile(canvas);
}
