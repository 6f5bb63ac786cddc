const { fround } = Math;

type Range = readonly [low: number, high: number];

/** A function that moves a value from one range to another, in float32 and Keras's order. */
export function rangeConverter(from: Range, to: Range): (value: number) => number {
  if (from[0] === to[0] && from[1] === to[1]) return (value) => value;
  const low = fround(from[0]);
  const span = fround(fround(from[1]) - low);
  const targetLow = fround(to[0]);
  const targetSpan = fround(fround(to[1]) - targetLow);
  return (value) => fround(fround(fround(fround(value - low) / span) * targetSpan) + targetLow);
}
