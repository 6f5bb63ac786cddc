import type {
  _FusedMatMulAttrs,
  _FusedMatMulInputs,
  BatchMatMulAttrs,
  BatchMatMulInputs,
  TensorInfo,
} from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { applyActivation } from "./apply-activation.js";
import { withMatrixRows } from "./gathered-pixels.js";
import { overrideKernel } from "./kernel-override.js";
import { multiplyPixels, multiplyTransposed } from "./products.js";
import { addressOf, type WasmBackend } from "./wasm-backend.js";

/** Products of matrices, or of batches of them, either one transposed. */
export const batchMatMul = overrideKernel<BatchMatMulInputs, BatchMatMulAttrs>(
  "BatchMatMul",
  ({ inputs: { a, b }, attrs, backend, stock }) => {
    const isFloat = a.dtype === "float32" && b.dtype === "float32";
    if (!isFloat || (attrs.transposeA && attrs.transposeB)) return stock();
    return multiply(backend, { a, b, ...attrs, bias: undefined });
  },
);

/** The same with a bias and an activation. */
export const fusedMatMul = overrideKernel<_FusedMatMulInputs, _FusedMatMulAttrs>(
  "_FusedMatMul",
  ({ inputs, attrs, backend, stock }) => {
    const { a, b, bias, preluActivationWeights } = inputs;
    const { transposeA, transposeB } = attrs;
    const isPerColumn =
      bias === undefined || tf.util.sizeFromShape(bias.shape) === b.shape[transposeB ? 1 : 2];
    if (a.dtype !== "float32" || transposeA || !isPerColumn) return stock();
    const out = multiply(backend, { a, b, transposeA, transposeB, bias });
    return applyActivation(backend, out, { ...attrs, preluActivationWeights });
  },
);

interface Product {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly bias: TensorInfo | undefined;
}

function multiply(
  backend: WasmBackend,
  { a, b, transposeA, transposeB, bias }: Product,
): TensorInfo {
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const rows = transposeA ? aColumns : aRows;
  const columns = transposeB ? bRows : bColumns;
  const aBatch = a.shape.slice(0, -2);
  const bBatch = b.shape.slice(0, -2);
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
  const out = backend.makeOutput([...batch, rows, columns], "float32");
  const aStart = addressOf(backend, a);
  const bStart = addressOf(backend, b);
  const outStart = addressOf(backend, out);
  const aOf = broadcastIndex(aBatch, batch);
  const bOf = broadcastIndex(bBatch, batch);
  const count = tf.util.sizeFromShape(batch);
  for (let i = 0; i < count; i++) {
    const address = aStart + 4 * aOf(i) * aRows * aColumns;
    const bAddress = bStart + 4 * bOf(i) * bRows * bColumns;
    const outAddress = outStart + 4 * i * rows * columns;
    withMatrixRows(backend, { address, rows: aRows, columns: aColumns }, (pixels) => {
      if (transposeA) {
        const rowsOfB = { address: bAddress, imageStep: 4 * bColumns, pixelStep: 0, columns };
        multiplyTransposed(backend, pixels, rowsOfB, outAddress);
        return;
      }
      const weights = {
        address: bAddress,
        tapStep: 0,
        rowStep: transposeB ? 4 : 4 * bColumns,
        columnStep: transposeB ? 4 * bColumns : 4,
        bias: bias === undefined ? 0 : addressOf(backend, bias),
      };
      const rowsOut = { address: outAddress, imageStep: 4 * columns, pixelStep: 0, columns };
      multiplyPixels(backend, pixels, weights, rowsOut);
    });
  }
  return out;
}

/** Which matrix of a batch goes with the i-th of the broadcast batch. */
function broadcastIndex(from: readonly number[], to: readonly number[]): (i: number) => number {
  const isSame = from.length === to.length && from.every((size, axis) => size === to[axis]);
  if (isSame) return (i) => i;
  return (i) => {
    let index = 0;
    let stride = 1;
    let rest = i;
    for (let axis = to.length - 1; axis >= 0; axis--) {
      const size = from[axis - (to.length - from.length)] ?? 1;
      const coordinate = rest % to[axis]!;
      rest = Math.floor(rest / to[axis]!);
      if (size > 1) index += coordinate * stride;
      stride *= size;
    }
    return index;
  };
}
