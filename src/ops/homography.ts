const { fround } = Math;

/** Four corners of an image, x before y each. */
export type Corners = ArrayLike<number>;

/**
 * The eight numbers of `projectiveTransform` that show at each `to` corner what lies at the `from` corner.
 * Undefined when no transform does, as when three corners lie on a line.
 *
 * @example
 * import { ops } from "preplab";
 * const square = [0, 0, 1, 0, 0, 1, 1, 1];
 * console.log(ops.homography(square, square.map((v) => 2 * v))?.join()); // 0.5,0,0,0,0.5,0,0,0
 */
export function homography(from: Corners, to: Corners): Float32Array | undefined {
  const rows: Float32Array[] = [];
  for (let i = 0; i < 8; i += 2) {
    const [u, v] = [from[i]!, from[i + 1]!];
    const [x, y] = [to[i]!, to[i + 1]!];
    rows.push(Float32Array.of(x, y, 1, 0, 0, 0, -u * x, -u * y, u));
    rows.push(Float32Array.of(0, 0, 0, x, y, 1, -v * x, -v * y, v));
  }
  return solve(rows);
}

// float32 LU with partial pivoting, the order of steps that TensorFlow's solver takes; the last number of a
// row is its right-hand side
function solve(rows: Float32Array[]): Float32Array | undefined {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let r = column + 1; r < size; r++) {
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[best]![column]!)) best = r;
    }
    const pivot = rows[best]!;
    if (pivot[column] === 0) return undefined;
    rows[best] = rows[column]!;
    rows[column] = pivot;
    for (const row of rows.slice(column + 1)) {
      const factor = fround(row[column]! / pivot[column]!);
      for (let i = column; i <= size; i++) row[i]! -= fround(factor * pivot[i]!);
    }
  }
  const solution = new Float32Array(size);
  for (let column = size - 1; column >= 0; column--) {
    const value = fround(rows[column]![size]! / rows[column]![column]!);
    solution[column] = value;
    for (const row of rows.slice(0, column)) row[size]! -= fround(value * row[column]!);
  }
  return solution;
}
