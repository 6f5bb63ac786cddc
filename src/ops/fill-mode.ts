/** What lies outside an image: one value, or the image continued in one of three ways. */
export type FillMode = "constant" | "reflect" | "wrap" | "nearest";

const { fround, trunc } = Math;

/**
 * Replaces, in place, points that lie outside an axis of `length` pixels by the points inside that stand in
 * for them: `reflect` continues d c b a | a b c d | d c b a, `wrap` starts over, `nearest` repeats the end
 * pixel, `constant` leaves them outside. Float32 as TensorFlow computes it; NaN stays NaN.
 */
export function mapIntoAxis(points: Float32Array, fillMode: FillMode, length: number): void {
  switch (fillMode) {
    case "constant":
      return;
    case "reflect":
      reflectAll(points, length);
      return;
    case "wrap":
      wrapAll(points, length);
      return;
    case "nearest":
      clampAll(points, length);
  }
}

function reflectAll(points: Float32Array, length: number): void {
  const last = length - 1;
  for (let i = 0; i < points.length; i++) {
    const v = points[i]!;
    if (!(v < 0 || v > last)) continue;
    // within half a pixel of the image, where most points of a small rotation are
    if (v >= -1 && v < length) points[i] = v < 0 ? 0 : last;
    else if (v >= -length && v < 0) points[i] = -v - 1;
    else points[i] = reflect(v, length);
  }
}

function wrapAll(points: Float32Array, length: number): void {
  for (let i = 0; i < points.length; i++) {
    const v = points[i]!;
    if (v < 0 || v > length - 1) points[i] = wrap(v, length);
  }
}

function clampAll(points: Float32Array, length: number): void {
  for (let i = 0; i < points.length; i++) points[i] = clamp(points[i]!, length);
}

function reflect(value: number, length: number): number {
  if (length <= 1) return 0;
  const period = 2 * length;
  let v = value;
  if (v < 0) {
    if (v < period) v = fround(fround(period * trunc(fround(-v / period))) + v);
    v = v < -length ? fround(v + period) : fround(-v - 1);
  } else {
    v = fround(v - fround(period * trunc(fround(v / period))));
    if (v >= length) v = fround(fround(period - v) - 1);
  }
  return clamp(v, length);
}

// TensorFlow's own wrap: its period is one pixel short, so the last pixel comes back late
function wrap(value: number, length: number): number {
  if (length <= 1) return 0;
  const period = length - 1;
  const v =
    value < 0
      ? fround(value + fround(length * (trunc(fround(-value / period)) + 1)))
      : fround(value - fround(length * trunc(fround(value / period))));
  return clamp(v, length);
}

function clamp(value: number, length: number): number {
  return Math.min(length - 1, Math.max(0, value));
}
