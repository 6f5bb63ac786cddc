import type { Tensor } from "@tensorflow/tfjs";

type Begin = number | number[];

interface SliceAndGather {
  slice(x: Tensor, begin: Begin, size?: Begin): Tensor;
  slice1d(x: Tensor, begin: Begin, size?: Begin): Tensor;
  slice2d(x: Tensor, begin: Begin, size?: Begin): Tensor;
  slice3d(x: Tensor, begin: Begin, size?: Begin): Tensor;
  slice4d(x: Tensor, begin: Begin, size?: Begin): Tensor;
  gather(x: Tensor, indices: Tensor | number[], axis?: number, batchDims?: number): Tensor;
  tensor(values: Uint8Array[], shape: number[], dtype: "string"): Tensor;
  engine(): { readSync(dataId: object): Uint8Array[] };
}

const patched = new WeakSet<object>();

/**
 * Lets `predict`, `fit` and `evaluate` cut string inputs into batches: the ranked slices and `gather`
 * of tfjs reject strings, although the general `slice` takes them.
 */
export function acceptStringTensors(core: SliceAndGather): void {
  if (patched.has(core)) return;
  patched.add(core);
  // tfjs-layers reads these exports at each call, so replacing them here is enough
  for (const name of ["slice1d", "slice2d", "slice3d", "slice4d"] as const) {
    const numeric = core[name];
    core[name] = (x, begin, size) =>
      x?.dtype === "string" ? core.slice(x, begin, size) : numeric(x, begin, size);
  }
  const gatherNumbers = core.gather;
  core.gather = (x, indices, axis = 0, batchDims = 0) =>
    x?.dtype === "string" && axis === 0 && batchDims === 0
      ? gatherStrings(core, x, indices)
      : gatherNumbers(x, indices, axis, batchDims);
}

function gatherStrings(core: SliceAndGather, x: Tensor, indices: Tensor | number[]): Tensor {
  // UTF-8 as it is kept: fit gathers from all of x for each batch, and decoding it would take its time
  const values = core.engine().readSync(x.dataId);
  const rows = Array.isArray(indices) ? indices : Array.from(indices.dataSync());
  const rowShape = x.shape.slice(1);
  const rowSize = rowShape.reduce((product, size) => product * size, 1);
  const taken: Uint8Array[] = [];
  for (const row of rows) {
    for (let i = 0; i < rowSize; i++) taken.push(values[row * rowSize + i]!);
  }
  return core.tensor(taken, [rows.length, ...rowShape], "string");
}
