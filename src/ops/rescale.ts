import { computeOnHeap } from "../simd/heap.js";
import { broadcastShape, type Parameter, spread } from "./broadcast.js";
import { type NumericArray, sizeOf, toFloat32 } from "./dense-array.js";

const { fround } = Math;

/**
 * x * scale + offset in float32, each step rounded as TensorFlow rounds it. All three spread over each
 * other, aligned at their last dimensions. Throws, naming `owner`, when their shapes do not fit.
 */
export function rescale(
  owner: string,
  x: NumericArray,
  scale: Parameter,
  offset: Parameter,
): NumericArray {
  const scaled = broadcastShape(owner, x.shape, scale.shape);
  const shape = broadcastShape(owner, scaled, offset.shape);
  const isOneToOne = sizeOf(shape) === x.values.length;
  if (isOneToOne && scale.values.length === 1 && offset.values.length === 1) {
    const values = rescaleAll(x.values, scale.values[0]!, offset.values[0]!);
    return { values, shape, dtype: "float32" };
  }
  const values = new Float32Array(sizeOf(shape));
  const scales = spread(scale, shape);
  const offsets = spread(offset, shape);
  const spreadX = isOneToOne ? x.values : spread({ values: toFloat32(x), shape: x.shape }, shape);
  fill(values, spreadX, scales, offsets);
  return { values, shape, dtype: "float32" };
}

function rescaleAll(x: NumericArray["values"], scale: number, offset: number): Float32Array {
  const count = x.length;
  const computed = computeOnHeap({ input: x, count }, ({ routines, x: from, y }) => {
    if (x instanceof Float32Array) routines.rescaleFloats(from, y, count, scale, offset);
    else if (x instanceof Int32Array) routines.rescaleIntegers(from, y, count, scale, offset);
    else routines.rescaleBytes(from, y, count, scale, offset);
  });
  if (computed !== undefined) return computed;
  const values = new Float32Array(count);
  if (x instanceof Float32Array) fillFloats(values, x, scale, offset);
  else fillIntegers(values, x, scale, offset);
  return values;
}

function fill(
  values: Float32Array,
  x: ArrayLike<number>,
  scales: Float32Array,
  offsets: Float32Array,
): void {
  for (let i = 0, j = 0, s = 0, o = 0; i < values.length; i++) {
    values[i] = fround(fround(x[j]!) * scales[s]!) + offsets[o]!;
    if (++j === x.length) j = 0;
    if (++s === scales.length) s = 0;
    if (++o === offsets.length) o = 0;
  }
}

// one function per kind of array: a shared loop would look up the kind for every number
function fillFloats(values: Float32Array, x: Float32Array, scale: number, offset: number): void {
  for (let i = 0; i < values.length; i++) values[i] = fround(x[i]! * scale) + offset;
}

function fillIntegers(
  values: Float32Array,
  x: Int32Array | Uint8Array,
  scale: number,
  offset: number,
): void {
  for (let i = 0; i < values.length; i++) values[i] = fround(fround(x[i]!) * scale) + offset;
}
