const { fround } = Math;

/**
 * The eight numbers of `projectiveTransform` that zoom an image about its middle: each output pixel shows
 * the input at `heightZooms` and `widthZooms` times its distance from the middle. Float32 in Keras's order.
 *
 * @example
 * import { ops } from "preplab";
 * const half = Float32Array.of(0.5);
 * console.log(ops.zoomMatrices(half, half, 3, 5).join()); // 0.5,0,1,0,0.5,0.5,0,0
 */
export function zoomMatrices(
  heightZooms: Float32Array,
  widthZooms: Float32Array,
  height: number,
  width: number,
): Float32Array {
  const matrices = new Float32Array(heightZooms.length * 8);
  const centerX = fround((width - 1) / 2);
  const centerY = fround((height - 1) / 2);
  heightZooms.forEach((zoomY, i) => {
    const zoomX = widthZooms[i]!;
    const offsetX = centerX * fround(1 - zoomX);
    const offsetY = centerY * fround(1 - zoomY);
    matrices.set([zoomX, 0, offsetX, 0, zoomY, offsetY, 0, 0], i * 8);
  });
  return matrices;
}
