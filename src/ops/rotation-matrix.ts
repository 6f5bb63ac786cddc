const { cos, fround, PI, sin } = Math;

const RADIANS_PER_DEGREE = fround(PI / 180);

/**
 * The eight numbers of `projectiveTransform` that turn an image counter-clockwise about its middle by each
 * angle, in degrees. Every step is rounded to float32 in Keras's order.
 *
 * @example
 * import { ops } from "preplab";
 * console.log(ops.rotationMatrices(Float32Array.of(0), 5, 5).join()); // 1,0,0,0,1,0,0,0
 */
export function rotationMatrices(
  degrees: Float32Array,
  height: number,
  width: number,
): Float32Array {
  const matrices = new Float32Array(degrees.length * 8);
  const centerX = fround(0.5 * (width - 1));
  const centerY = fround(0.5 * (height - 1));
  degrees.forEach((angle, i) => {
    const radians = fround(angle * RADIANS_PER_DEGREE);
    const cosine = fround(cos(radians));
    const sine = fround(sin(radians));
    const a2 = fround(fround(centerX - fround(centerX * cosine)) - fround(centerY * -sine));
    const b2 = fround(fround(centerY - fround(centerX * sine)) - fround(centerY * cosine));
    // 0 - sine: a sine of 0 must not become -0
    matrices.set([cosine, 0 - sine, a2, sine, cosine, b2, 0, 0], i * 8);
  });
  return matrices;
}
