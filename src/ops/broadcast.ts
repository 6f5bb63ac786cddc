import { sizeOf } from "./dense-array.js";

/** Numbers that spread over a larger array, their shape aligned with its last dimensions. */
export interface Parameter {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/**
 * The shape that two shapes spread to: aligned at their ends, a dimension of 1 takes the other's size.
 * Throws, naming `owner`, when neither of two sizes is 1.
 */
export function broadcastShape(
  owner: string,
  a: readonly number[],
  b: readonly number[],
): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x === y || y === 1) return x;
    if (x === 1) return y;
    throw new Error(
      `${owner}: shapes must be equal or 1 in each dimension, aligned at their ends. ` +
        `Received: [${a.join(", ")}] and [${b.join(", ")}]`,
    );
  });
}

/**
 * A parameter spread over the last dimensions of `shape`, only as many as it varies along: what stands at
 * `i` of the whole array stands at `i % length` of the result. A single number stays one.
 */
export function spread({ values, shape: own }: Parameter, shape: readonly number[]): Float32Array {
  const aligned = shape.map((_, i) => own[i - shape.length + own.length] ?? 1);
  const first = aligned.findIndex((size) => size !== 1);
  if (first === -1) return values;
  const block = shape.slice(first);
  const strides = stridesOver(aligned.slice(first));
  const result = new Float32Array(sizeOf(block));
  const position = new Int32Array(block.length);
  for (let i = 0, from = 0; i < result.length; i++) {
    result[i] = values[from]!;
    for (let d = block.length - 1; d >= 0; d--) {
      from += strides[d]!;
      if (++position[d]! < block[d]!) break;
      from -= strides[d]! * block[d]!;
      position[d] = 0;
    }
  }
  return result;
}

// 0 along dimensions of 1: they repeat
function stridesOver(shape: readonly number[]): number[] {
  let stride = 1;
  return shape
    .toReversed()
    .map((size) => {
      const own = size === 1 ? 0 : stride;
      stride *= size;
      return own;
    })
    .toReversed();
}
