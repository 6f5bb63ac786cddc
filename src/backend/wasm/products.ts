import type { GatheredPixels } from "./gathered-pixels.js";
import { routinesFor, type WasmBackend, withScratch } from "./wasm-backend.js";

// what fits a core's second-level cache beside the rest, in numbers
const BLOCK = 1 << 17;

/** Weights of taps: where they stand and how many bytes lie between them. */
export interface TapWeights {
  readonly address: number;
  readonly tapStep: number;
  readonly rowStep: number;
  readonly columnStep: number;
  /** Address of a number for each column, or 0. */
  readonly bias: number;
}

/** Where results go: `columns` numbers for each position of each image. */
export interface Rows {
  readonly address: number;
  readonly imageStep: number;
  readonly pixelStep: number;
  readonly columns: number;
}

/** Each position's gathered pixels times the weights. */
export function multiplyPixels(
  backend: WasmBackend,
  pixels: GatheredPixels,
  weights: TapWeights,
  out: Rows,
): void {
  const { images, positions, taps, depth } = pixels;
  const width = taps * depth;
  const rows = images * positions;
  const blockRows = roundUp(Math.min(rows, Math.max(16, Math.floor(BLOCK / width))));
  const scratch =
    Math.max(depth, 8) + 40 + 8 * width + blockRows * width + taps + (blockRows / 4) * (taps + 13);
  withScratch(backend, 4 * scratch, (address) =>
    routinesFor(backend).gatherProduct(
      images,
      positions,
      taps,
      pixels.table,
      pixels.source,
      pixels.imageStep,
      pixels.pixelStep,
      depth,
      weights.address,
      weights.tapStep,
      weights.rowStep,
      weights.columnStep,
      out.address,
      out.imageStep,
      out.pixelStep,
      out.columns,
      weights.bias,
      address,
      blockRows,
    ),
  );
}

/** For each tap, the gathered pixels, transposed, times the rows of the same positions: [taps, depth, columns]. */
export function multiplyTransposed(
  backend: WasmBackend,
  pixels: GatheredPixels,
  gradients: Rows,
  out: number,
): void {
  const { images, positions, taps, depth } = pixels;
  const blockRows = Math.max(1, Math.min(256, images * positions));
  const blockDepth = roundUp(Math.min(depth, 256));
  const scratch = 32 + 10 * blockRows + blockRows * blockDepth;
  withScratch(backend, 4 * scratch, (address) =>
    routinesFor(backend).outerProducts(
      images,
      positions,
      taps,
      pixels.table,
      pixels.source,
      pixels.imageStep,
      pixels.pixelStep,
      depth,
      gradients.address,
      gradients.imageStep,
      gradients.pixelStep,
      gradients.columns,
      out,
      4 * depth * gradients.columns,
      address,
      blockRows,
      blockDepth,
    ),
  );
}

function roundUp(count: number): number {
  return Math.max(4, Math.ceil(count / 4) * 4);
}
