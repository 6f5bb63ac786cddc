import { rangeConverter } from "./convert-range.js";
import { mapImages } from "./map-images.js";
import type { ImageBatch } from "./projective-transform.js";

const { ceil, floor, fround, max, min, trunc } = Math;
const LEVELS = 256;
const BYTES = [0, 255] as const;

/** How contrast is limited. */
export interface ClaheOptions {
  readonly valueRange: readonly [number, number];
  /** How high a bin of a tile's histogram may be, in multiples of the average; 0 or less for any height. */
  readonly clipLimit: number;
  /** How many tiles stand below and beside one another. */
  readonly tileGridSize: readonly [number, number];
}

/**
 * Contrast limited adaptive histogram equalization (Zuiderveld 1994): each channel is equalized by the
 * histogram of the tile around it, blended between the middles of tiles. Images are mirrored where tiles
 * stand over their edges.
 *
 * @example
 * import { ops } from "preplab";
 * const row = { values: Float32Array.of(100, 101, 102, 103), shape: [1, 1, 4, 1] } as const;
 * const options = { valueRange: [0, 255], clipLimit: 0, tileGridSize: [1, 1] } as const;
 * console.log(ops.clahe(row, options).values.join()); // 63.75,127.5,191.25,255
 */
export function clahe(images: ImageBatch, options: ClaheOptions): ImageBatch {
  const [, height, width, channels] = images.shape;
  const [gridRows, gridColumns] = options.tileGridSize;
  const tileHeight = ceil(height / gridRows);
  const tileWidth = ceil(width / gridColumns);
  const toByte = rangeConverter(options.valueRange, BYTES);
  const fromByte = rangeConverter(BYTES, options.valueRange);
  const rows = blends(height, tileHeight, gridRows);
  const columns = blends(width, tileWidth, gridColumns);
  const pixels = new Uint8Array(height * width * channels);
  return mapImages(images, (input, output) => {
    for (let i = 0; i < input.length; i++) pixels[i] = trunc(min(max(toByte(input[i]!), 0), 255));
    for (let c = 0; c < channels; c++) {
      const tables: Float32Array[] = [];
      for (let tile = 0; tile < gridRows * gridColumns; tile++) {
        const top = floor(tile / gridColumns) * tileHeight;
        const left = (tile % gridColumns) * tileWidth;
        const counts = new Float32Array(LEVELS);
        for (let y = top; y < top + tileHeight; y++) {
          const row = mirrored(y, height) * width;
          for (let x = left; x < left + tileWidth; x++) {
            counts[pixels[(row + mirrored(x, width)) * channels + c]!]!++;
          }
        }
        tables.push(levelTable(counts, tileHeight * tileWidth, options.clipLimit));
      }
      for (let y = 0; y < height; y++) {
        const { near: top, far: bottom, weight: down } = rows[y]!;
        for (let x = 0; x < width; x++) {
          const { near: left, far: right, weight: across } = columns[x]!;
          const at = (y * width + x) * channels + c;
          const read = (row: number, column: number): number =>
            tables[row * gridColumns + column]![pixels[at]!]!;
          const above = blend(read(top, left), read(top, right), across);
          const below = blend(read(bottom, left), read(bottom, right), across);
          output[at] = fromByte(blend(above, below, down));
        }
      }
    }
  });
}

function blend(near: number, far: number, weight: number): number {
  return fround(fround(near * fround(1 - weight)) + fround(far * weight));
}

// what each level becomes in one tile
function levelTable(counts: Float32Array, pixels: number, clipLimit: number): Float32Array {
  if (clipLimit > 0) {
    const limit = fround((clipLimit * pixels) / LEVELS);
    const excess = counts.reduce((sum, count) => sum + max(0, count - limit), 0);
    const share = fround(excess / LEVELS);
    for (let level = 0; level < LEVELS; level++) {
      counts[level] = min(counts[level]!, limit) + share;
    }
  }
  const least = counts[0]!;
  const rest = fround(pixels - least) || 1;
  let sum = 0;
  return counts.map((count) => {
    sum = fround(sum + count);
    return min(max(fround(fround(fround(sum - least) * 255) / rest), 0), 255);
  });
}

interface Blend {
  readonly near: number;
  readonly far: number;
  readonly weight: number;
}

// the two tiles whose middles are next to each place, and how much the second counts
function blends(length: number, tile: number, tiles: number): Blend[] {
  return Array.from({ length }, (_, place) => {
    const position = fround(fround(fround(place - tile / 2) / tile) + 1);
    const near = floor(position);
    const clamp = (index: number): number => min(max(index - 1, 0), tiles - 1);
    return { near: clamp(near), far: clamp(near + 1), weight: fround(position - near) };
  });
}

// the edge pixel is there twice
function mirrored(place: number, length: number): number {
  const turn = place % (2 * length);
  return turn < length ? turn : 2 * length - 1 - turn;
}
