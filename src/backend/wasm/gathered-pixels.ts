import type { backend_util } from "@tensorflow/tfjs";
import { type WasmBackend, withScratch } from "./wasm-backend.js";

type Conv2DInfo = backend_util.Conv2DInfo;

/** Images in the backend's memory and which of their pixels each position and tap of a filter meets. */
export interface GatheredPixels {
  readonly images: number;
  readonly positions: number;
  readonly taps: number;
  /** Address of the pixel number, or -1, of each position and tap (int32). */
  readonly table: number;
  readonly source: number;
  readonly imageStep: number;
  readonly pixelStep: number;
  /** How many numbers a tap takes from a pixel on. */
  readonly depth: number;
}

// below, a tap would sum too few numbers to be worth its overhead
const FEW_CHANNELS = 16;

/** The pixels of NHWC images that the taps of a convolution meet at each of its output positions. */
export function withInputPixels<T>(
  backend: WasmBackend,
  { address, info }: { readonly address: number; readonly info: Conv2DInfo },
  use: (pixels: GatheredPixels) => T,
): T {
  const { filterHeight, filterWidth, dilationWidth, inChannels } = info;
  const mergesRows = inChannels < FEW_CHANNELS && filterWidth > 1 && dilationWidth === 1;
  if (mergesRows) return withPaddedRows(backend, { address, info }, use);
  const { inHeight, inWidth, outHeight, outWidth, padInfo } = info;
  const positions = outHeight * outWidth;
  const taps = filterHeight * filterWidth;
  return withTable(backend, positions * taps, (table, entries) => {
    let at = 0;
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++) {
        for (let p = 0; p < filterHeight; p++) {
          const row = i * info.strideHeight - padInfo.top + p * info.dilationHeight;
          for (let q = 0; q < filterWidth; q++) {
            const column = j * info.strideWidth - padInfo.left + q * dilationWidth;
            const isInside = row >= 0 && row < inHeight && column >= 0 && column < inWidth;
            entries[at++] = isInside ? row * inWidth + column : -1;
          }
        }
      }
    }
    const pixelStep = 4 * inChannels;
    const imageStep = inHeight * inWidth * pixelStep;
    const images = info.batchSize;
    return use({
      images,
      positions,
      taps,
      table,
      source: address,
      imageStep,
      pixelStep,
      depth: inChannels,
    });
  });
}

/** The pixels of a convolution's output that each pixel of its input contributed to. */
export function withOutputPixels<T>(
  backend: WasmBackend,
  { address, info }: { readonly address: number; readonly info: Conv2DInfo },
  use: (pixels: GatheredPixels) => T,
): T {
  const { inHeight, inWidth, filterHeight, filterWidth, outHeight, outWidth, padInfo } = info;
  const positions = inHeight * inWidth;
  const taps = filterHeight * filterWidth;
  return withTable(backend, positions * taps, (table, entries) => {
    let at = 0;
    for (let i = 0; i < inHeight; i++) {
      for (let j = 0; j < inWidth; j++) {
        for (let p = 0; p < filterHeight; p++) {
          const row = (i + padInfo.top - p * info.dilationHeight) / info.strideHeight;
          for (let q = 0; q < filterWidth; q++) {
            const column = (j + padInfo.left - q * info.dilationWidth) / info.strideWidth;
            const isInside = isBelow(row, outHeight) && isBelow(column, outWidth);
            entries[at++] = isInside ? row * outWidth + column : -1;
          }
        }
      }
    }
    const pixelStep = 4 * info.outChannels;
    return use({
      images: info.batchSize,
      positions,
      taps,
      table,
      source: address,
      imageStep: outHeight * outWidth * pixelStep,
      pixelStep,
      depth: info.outChannels,
    });
  });
}

/** The rows of a matrix: one position and one tap. */
export function withMatrixRows<T>(
  backend: WasmBackend,
  { address, rows, columns }: { address: number; rows: number; columns: number },
  use: (pixels: GatheredPixels) => T,
): T {
  return withTable(backend, 1, (table, entries) => {
    entries[0] = 0;
    const step = 4 * columns;
    return use({
      images: rows,
      positions: 1,
      taps: 1,
      table,
      source: address,
      imageStep: step,
      pixelStep: 0,
      depth: columns,
    });
  });
}

// A row of the filter becomes one tap over a padded copy: its numbers stand side by side in the images, too.
function withPaddedRows<T>(
  backend: WasmBackend,
  { address, info }: { readonly address: number; readonly info: Conv2DInfo },
  use: (pixels: GatheredPixels) => T,
): T {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight } = info;
  const height = (outHeight - 1) * strideHeight + (filterHeight - 1) * dilationHeight + 1;
  const width = (outWidth - 1) * strideWidth + filterWidth;
  const positions = outHeight * outWidth;
  const size = batchSize * height * width * inChannels;
  return withScratch(backend, 4 * size, (copy) =>
    withTable(backend, positions * filterHeight, (table, entries) => {
      const { buffer } = backend.wasm.HEAPU8;
      const from = new Float32Array(buffer, address, batchSize * inHeight * inWidth * inChannels);
      const to = new Float32Array(buffer, copy, size).fill(0);
      const rowsKept = Math.min(inHeight, height - padInfo.top);
      const kept = Math.min(inWidth, width - padInfo.left) * inChannels;
      for (let image = 0; image < batchSize; image++) {
        for (let row = 0; row < rowsKept; row++) {
          const start = (image * inHeight + row) * inWidth * inChannels;
          const end = ((image * height + row + padInfo.top) * width + padInfo.left) * inChannels;
          to.set(from.subarray(start, start + kept), end);
        }
      }
      let at = 0;
      for (let i = 0; i < outHeight; i++) {
        for (let j = 0; j < outWidth; j++) {
          for (let p = 0; p < filterHeight; p++) {
            entries[at++] = (i * strideHeight + p * dilationHeight) * width + j * strideWidth;
          }
        }
      }
      return use({
        images: batchSize,
        positions,
        taps: filterHeight,
        table,
        source: copy,
        imageStep: 4 * height * width * inChannels,
        pixelStep: 4 * inChannels,
        depth: filterWidth * inChannels,
      });
    }),
  );
}

function withTable<T>(
  backend: WasmBackend,
  length: number,
  use: (table: number, entries: Int32Array) => T,
): T {
  return withScratch(backend, 4 * length, (table) =>
    use(table, new Int32Array(backend.wasm.HEAPU8.buffer, table, length)),
  );
}

function isBelow(index: number, size: number): boolean {
  return index >= 0 && index < size && Number.isInteger(index);
}
