import { encode } from "fast-png";
import type { ImageSource } from "./image-source.js";
import type { ValueMapping } from "./value-mapping.js";

/** Pixels of 8 bits: 1 gray, 2 gray and alpha, 3 colour, 4 colour and alpha. Starts transparent. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly pixels: Uint8Array;
}

export function createCanvas(width: number, height: number, channels: Canvas["channels"]): Canvas {
  return { width, height, channels, pixels: new Uint8Array(width * height * channels) };
}

export function encodePng({ width, height, channels, pixels }: Canvas): Uint8Array {
  return encode({ width, height, channels, data: pixels, depth: 8 }, { zlib: { level: 3 } });
}

/** Size of an image drawn at `1 / shrink`, then enlarged `grow` times. */
export function drawnSize(length: number, shrink: number, grow: number): number {
  return Math.max(1, Math.floor(length / shrink)) * grow;
}

/**
 * Draws an image with its corner at (left, top). Shrinking averages `shrink` x `shrink` pixels,
 * growing repeats each pixel; a NaN anywhere in it makes a pixel magenta.
 */
export function drawImage(
  canvas: Canvas,
  source: ImageSource,
  { low, high }: ValueMapping,
  place: { left: number; top: number; shrink: number; grow: number },
): void {
  const { shrink, grow } = place;
  const { data, channels, width, offset } = source;
  const columns = drawnSize(source.width, shrink, 1);
  const rows = drawnSize(source.height, shrink, 1);
  const scale = 255 / (high - low);
  const deep = Math.min(shrink, source.height);
  const wide = Math.min(shrink, width);
  const area = deep * wide;
  const colour = new Float64Array(4);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const corner = offset + (row * shrink * width + column * shrink) * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let y = 0; y < deep; y++) {
          let at = corner + y * width * channels + channel;
          for (let x = 0; x < wide; x++, at += channels) sum += data[at] as number;
        }
        colour[channel] = (sum / area - low) * scale;
      }
      paint(canvas, colour, channels, place.left + column * grow, place.top + row * grow, grow);
    }
  }
}

function paint(
  { width, channels, pixels }: Canvas,
  colour: Float64Array,
  given: number,
  left: number,
  top: number,
  side: number,
): void {
  let [red = 0, green = 0, blue = 0, alpha = 255] = [255, 0, 255, 255];
  const first = colour[0] as number;
  const second = given >= 3 ? (colour[1] as number) : first;
  const third = given >= 3 ? (colour[2] as number) : first;
  const fourth = given === 4 ? (colour[3] as number) : 255;
  if (!Number.isNaN(first + second + third + fourth)) {
    red = byte(first);
    green = byte(second);
    blue = byte(third);
    alpha = byte(fourth);
  }
  for (let y = top; y < top + side; y++) {
    let at = (y * width + left) * channels;
    for (let x = 0; x < side; x++) {
      pixels[at++] = red;
      if (channels >= 3) {
        pixels[at++] = green;
        pixels[at++] = blue;
      }
      if (channels === 2 || channels === 4) pixels[at++] = alpha;
    }
  }
}

function byte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
}
