import type { PixelBox } from "./crop.js";
import type { NumericArray } from "./dense-array.js";
import { projectiveInverse } from "./projective-inverse.js";

const { max, min } = Math;

/** Bounding boxes with their labels, as many for each image, as x and y of two corners in pixels. */
export interface BoxBatch {
  /** [images, boxes, 4], flat: x1, y1, x2, y2. */
  readonly boxes: Float32Array;
  /** [images, boxes], flat. */
  readonly labels: NumericArray["values"];
  /** Boxes of each image. */
  readonly count: number;
  /** Size of the images. */
  readonly height: number;
  readonly width: number;
}

/**
 * Boxes cut at the edges of their images; the label of one that nothing is left of becomes -1, as in
 * `keras.utils.bounding_boxes.clip_to_image_size`.
 *
 * @example
 * import { ops } from "preplab";
 * const boxes = Float32Array.of(-2, 1, 4, 9, 7, 7, 9, 9);
 * const batch = { boxes, labels: Int32Array.of(5, 6), count: 2, height: 6, width: 6 };
 * const { boxes: clipped, labels } = ops.clipBoxes(batch);
 * console.log(clipped.join(), labels.join()); // 0,1,4,6,6,6,6,6 5,-1
 */
export function clipBoxes(batch: BoxBatch): BoxBatch {
  const { height, width } = batch;
  const boxes = batch.boxes.map((value, i) => min(max(value, 0), i % 2 === 0 ? width : height));
  const labels = batch.labels.slice();
  for (let i = 0; i < labels.length; i++) {
    const [x1, y1, x2, y2] = boxes.subarray(4 * i, 4 * i + 4) as unknown as Corners; // four numbers
    if (!((x2 - x1) * (y2 - y1) > 0)) labels[i] = -1;
  }
  return { ...batch, boxes, labels };
}

/**
 * The least boxes around where a projective transform moves the corners of boxes: `matrices` holds eight
 * numbers for each image, which lead from the result back, as `projectiveTransform` takes them.
 */
export function warpBoxes(batch: BoxBatch, matrices: Float32Array): BoxBatch {
  const boxes = new Float32Array(batch.boxes.length);
  for (let i = 0; i < boxes.length; i += 4) {
    const image = Math.floor(i / 4 / batch.count);
    const start = matrices.length === 8 ? 0 : image * 8;
    const [a0, a1, a2, b0, b1, b2, c0, c1, c2] = projectiveInverse(
      matrices.subarray(start, start + 8),
    );
    const [x1, y1, x2, y2] = batch.boxes.subarray(i, i + 4) as unknown as Corners; // four numbers
    const around: Corners = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of [
      [x1, y1],
      [x2, y1],
      [x2, y2],
      [x1, y2],
    ] as const) {
      const k = c0 * x + c1 * y + c2;
      const [movedX, movedY] = [(a0 * x + a1 * y + a2) / k, (b0 * x + b1 * y + b2) / k];
      around[0] = min(around[0], movedX);
      around[1] = min(around[1], movedY);
      around[2] = max(around[2], movedX);
      around[3] = max(around[3], movedY);
    }
    boxes.set(around, i);
  }
  return { ...batch, boxes };
}

/** Boxes of the part of images inside a rectangle of pixels, which is then resized to the given size. */
export function cropBoxes(
  batch: BoxBatch,
  box: PixelBox,
  { height, width }: { readonly height: number; readonly width: number },
): BoxBatch {
  const moved = scaleBoxes(batch, {
    scaleX: 1,
    scaleY: 1,
    offsetX: -box.left,
    offsetY: -box.top,
    height: box.height,
    width: box.width,
  });
  const cut = clipBoxes(moved);
  const [scaleX, scaleY] = [width / box.width, height / box.height];
  return scaleBoxes(cut, { scaleX, scaleY, offsetX: 0, offsetY: 0, height, width });
}

/** How coordinates change, in pixels. */
export interface BoxChange {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** Each x times `scaleX` plus `offsetX`, each y likewise, for images of a new size. */
export function scaleBoxes(
  batch: BoxBatch,
  change: BoxChange & { readonly height: number; readonly width: number },
): BoxBatch {
  const { scaleX, scaleY, offsetX, offsetY, height, width } = change;
  const boxes = batch.boxes.map((value, i) =>
    i % 2 === 0 ? value * scaleX + offsetX : value * scaleY + offsetY,
  );
  return { ...batch, boxes, height, width };
}

type Corners = [x1: number, y1: number, x2: number, y2: number];
