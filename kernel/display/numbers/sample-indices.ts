/**
 * Indices of at most `most` of `length` values: one out of each equal stretch, picked by a fixed generator.
 * A bare stride would read one channel of an image only.
 */
export function* sampleIndices(length: number, most: number): Generator<number> {
  if (length <= most) {
    for (let i = 0; i < length; i++) yield i;
    return;
  }
  let state = 42;
  for (let i = 0; i < most; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield Math.min(length - 1, Math.floor(((i + state / 2 ** 32) * length) / most));
  }
}
