import type { NumberList } from "../numbers/number-statistics.js";
import type { ImageSource } from "./image-source.js";
import type { ValueMapping } from "./value-mapping.js";

/** Pixels of 8 bits: 1 gray, 2 gray and alpha, 3 colour, 4 colour and alpha. Starts transparent. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly pixels: Uint8Array;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly shrink: number;
  readonly grow: number;
}

export function createCanvas(width: number, height: number, channels: Canvas["channels"]): Canvas {
  return { width, height, channels, pixels: new Uint8Array(width * height * channels) };
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
  place: Place,
): void {
  const { shrink, grow, left, top } = place;
  const { channels } = source;
  const columns = drawnSize(source.width, shrink, 1);
  const rows = drawnSize(source.height, shrink, 1);
  const deep = Math.min(shrink, source.height);
  const wide = Math.min(shrink, source.width);
  const length = source.width * channels;
  // rows are copied to one type of array: a loop over many types of arrays runs several times slower
  const line = new Float64Array(length);
  const sums = new Float64Array(columns * channels);
  const toByte = 255 / (high - low) / (deep * wide);
  const shift = low * deep * wide;
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let y = 0; y < deep; y++) {
      copyValues(source.data, source.offset + (row * shrink + y) * length, line);
      addPixels(sums, line, channels, wide);
    }
    for (let i = 0; i < sums.length; i++) sums[i] = ((sums[i] as number) - shift) * toByte;
    paintRow(canvas, sums, channels, { left, top: top + row * grow, grow });
  }
}

function copyValues(data: NumberList, from: number, line: Float64Array): void {
  if (ArrayBuffer.isView(data)) {
    line.set((data as Float64Array).subarray(from, from + line.length));
  } else {
    for (let i = 0; i < line.length; i++) line[i] = data[from + i] as number;
  }
}

/** Adds each `wide` pixels of a line to the sums of one. */
function addPixels(sums: Float64Array, line: Float64Array, channels: number, wide: number): void {
  const step = wide * channels;
  for (let to = 0, from = 0; to < sums.length; to += channels, from += step) {
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let at = from + channel; at < from + step; at += channels) sum += line[at] as number;
      sums[to + channel] = (sums[to + channel] as number) + sum;
    }
  }
}

/** Paints `values` of 0 to 255, each pixel as a square of `grow` pixels. */
function paintRow(
  { width, channels, pixels }: Canvas,
  values: Float64Array,
  given: number,
  { left, top, grow }: Omit<Place, "shrink">,
): void {
  const start = (top * width + left) * channels;
  const bytes = (values.length / given) * grow * channels;
  let at = start;
  for (let i = 0; i < values.length; i += given) {
    const first = values[i] as number;
    const second = given >= 3 ? (values[i + 1] as number) : first;
    const third = given >= 3 ? (values[i + 2] as number) : first;
    const fourth = given === 4 ? (values[i + 3] as number) : 255;
    const isKnown = !Number.isNaN(first + second + third + fourth);
    const red = isKnown ? byte(first) : 255;
    const green = isKnown ? byte(second) : 0;
    const blue = isKnown ? byte(third) : 255;
    const alpha = isKnown ? byte(fourth) : 255;
    for (let x = 0; x < grow; x++) {
      pixels[at++] = red;
      if (channels >= 3) {
        pixels[at++] = green;
        pixels[at++] = blue;
      }
      if (channels === 2 || channels === 4) pixels[at++] = alpha;
    }
  }
  for (let y = 1; y < grow; y++) {
    pixels.copyWithin(start + y * width * channels, start, start + bytes);
  }
}

function byte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
}
