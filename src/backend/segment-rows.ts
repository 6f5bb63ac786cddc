/** Adds each row of `size` numbers to the row of `sums` that its segment names; others are left out. */
export function addToSegments(
  rows: Float32Array | Int32Array,
  segments: Int32Array,
  sums: Float32Array | Int32Array,
  { numSegments, size }: { readonly numSegments: number; readonly size: number },
): void {
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!;
    if (segment < 0 || segment >= numSegments) continue;
    const start = segment * size;
    for (let j = 0; j < size; j++) sums[start + j]! += rows[i * size + j]!;
  }
}
