import { sizeOf } from "./dense-array.js";

/** How category indices leave a layer: as they are, or as vectors with one place per category. */
export type EncodedMode = "one_hot" | "multi_hot" | "count";

/** Category indices in row-major order. */
export interface Indices {
  readonly values: Int32Array;
  readonly shape: readonly number[];
}

/** A float32 array in row-major order. */
export interface Encoded {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/**
 * Encodes category indices into vectors of `depth` places. `one_hot` gives each index its own vector (a last
 * dimension of 1 gives way to it); `multi_hot` marks and `count` counts the indices along the last dimension.
 * Indices outside [0, depth) leave no trace. `weights`, as many as the indices, replace the 1 of each count.
 * A scalar counts as one sample. Where Keras reduces the second dimension of a rank above 2, this reduces
 * the last one, as Keras's documentation says.
 *
 * @example
 * import { ops } from "preplab";
 * const { values, shape } = ops.encode({ values: Int32Array.of(0, 2, 2), shape: [3] }, "count", 4);
 * console.log(values.join(), shape); // 1,0,2,0 [ 4 ]
 */
export function encode(
  indices: Indices,
  mode: EncodedMode,
  depth: number,
  weights?: ArrayLike<number>,
): Encoded {
  const shape = encodedShape(indices.shape, mode, depth);
  const values = new Float32Array(sizeOf(shape));
  const { values: positions } = indices;
  const perVector = mode === "one_hot" ? 1 : (indices.shape.at(-1) ?? 1);
  for (let vector = 0, i = 0; i < positions.length; vector++) {
    const start = vector * depth;
    for (const end = i + perVector; i < end; i++) {
      const position = positions[i]!;
      if (position < 0 || position >= depth) continue;
      if (mode !== "count") values[start + position] = 1;
      else values[start + position]! += weights === undefined ? 1 : weights[i]!;
    }
  }
  return { values, shape };
}

/** The shape that `encode` gives; dimensions of unknown size (null) stay unknown. */
export function encodedShape<D extends number | null>(
  shape: readonly D[],
  mode: EncodedMode,
  depth: number,
): (D | number)[] {
  if (mode === "one_hot" && shape.length === 0) return [1, depth];
  const isColumn = shape.length > 1 && shape.at(-1) === 1;
  if (mode === "one_hot" && !isColumn) return [...shape, depth];
  return [...shape.slice(0, -1), depth];
}
