import type { Tensor } from "@tensorflow/tfjs";
import type { BoxBatch } from "../../ops/box-batch.js";
import { type BoxFormat, convertBoxes } from "../../ops/convert-boxes.js";
import { type NumericArray, sizeOf } from "../../ops/dense-array.js";
import { received } from "../../received.js";
import type { LayerInput } from "../base/layer-call.js";
import { type PlainNumbers, readInput, toTensor } from "../base/read-input.js";

/** Boxes of four numbers each with their classes; in a batch images may have different numbers of them. */
export interface BoundingBoxes {
  /** [boxes, 4], or [images, boxes, 4] for a batch. */
  readonly boxes: LayerInput;
  /** [boxes], or [images, boxes] for a batch. */
  readonly labels: LayerInput;
}

// a type: an interface would be no element of a dataset
/** What comes back for `BoundingBoxes`: as many for each image. */
export type BoundingBoxTensors = {
  readonly boxes: Tensor;
  readonly labels: Tensor;
};

// the boxes or labels of each image of a batch, or of the only image
function readRows(
  owner: string,
  part: "boxes" | "labels",
  value: LayerInput,
  isBatch: boolean,
): NumericArray[] {
  const numbers: PlainNumbers = part === "boxes" ? "float32" : "int32";
  const tail = part === "boxes" ? [4] : [];
  const read = (input: LayerInput): NumericArray => {
    const array = readInput(owner, input, numbers);
    if (array.dtype !== "string") return array;
    throw new Error(`${owner}: ${part} must be numbers. Received: ${received(array)}`);
  };
  const all = isBatch
    ? Array.isArray(value)
      ? value.map(read)
      : unstack(read(value))
    : [read(value)];
  return all.map((rows) => {
    // an empty list does not say what it would hold
    if (rows.shape.length === 1 && rows.shape[0] === 0) return { ...rows, shape: [0, ...tail] };
    const [, ...inner] = rows.shape;
    if (rows.shape.length > 0 && inner.join() === tail.join()) return rows;
    throw new Error(
      `${owner}: ${part} of an image must have the shape [${["boxes", ...tail].join(", ")}]. ` +
        `Received: shape [${rows.shape.join(", ")}]`,
    );
  });
}

/** The boxes and labels of each image, as many of both. Throws, naming `owner`, otherwise. */
export function readBoxesAndLabels(
  owner: string,
  bounding: unknown,
  imageShape: readonly number[],
): { boxes: NumericArray[]; labels: NumericArray[] } {
  const { boxes: boxInput, labels: labelInput } = requireBoxes(owner, bounding);
  const isBatch = imageShape.length === 4;
  const count = isBatch ? imageShape[0]! : 1;
  const boxes = readRows(owner, "boxes", boxInput, isBatch);
  const labels = readRows(owner, "labels", labelInput, isBatch);
  const counts = (images: typeof boxes): string => images.map(({ shape }) => shape[0]).join(", ");
  if (boxes.length === count && counts(boxes) === counts(labels)) return { boxes, labels };
  throw new Error(
    `${owner}: expected boxes and as many labels for each of ${count} image(s). ` +
      `Received: [${counts(boxes)}] boxes and [${counts(labels)}] labels`,
  );
}

/**
 * Bounding boxes as corners in pixels, as many for each image: missing ones are 0 with the label -1, as in
 * Keras. Throws, naming `owner`, if they are none.
 */
export function readBoxBatch(
  owner: string,
  bounding: unknown,
  imageShape: readonly number[],
  { format, height, width }: BoxSpace,
): BoxBatch {
  const { boxes, labels } = readBoxesAndLabels(owner, bounding, imageShape);
  const count = Math.max(0, ...boxes.map(({ shape }) => shape[0]!));
  const dense = takeRows(boxes, count, 4, 0);
  return {
    boxes: convertBoxes(dense.values, { from: format, to: "xyxy", height, width }),
    labels: takeRows(labels, count, 1, -1).values,
    count,
    height,
    width,
  };
}

/** Boxes as tensors in the format they came in. */
export function toBoxTensors(
  { boxes, labels, count, height, width }: BoxBatch,
  format: BoxFormat,
  batch: readonly number[],
): BoundingBoxTensors {
  const values = convertBoxes(boxes, { from: "xyxy", to: format, height, width });
  const dtype = labels instanceof Float32Array ? "float32" : "int32";
  return {
    boxes: toTensor({ values, shape: [...batch, count, 4], dtype: "float32" }),
    labels: toTensor({ values: labels, shape: [...batch, count], dtype }),
  };
}

/** What the numbers of boxes mean, in images of what size in pixels. */
export interface BoxSpace {
  readonly format: BoxFormat;
  readonly height: number;
  readonly width: number;
}

function requireBoxes(owner: string, value: unknown): BoundingBoxes {
  const keys = typeof value === "object" && value !== null ? Object.keys(value).sort() : [];
  if (keys.join() === "boxes,labels") return value as BoundingBoxes; // both keys were found
  throw new Error(
    `${owner}: bounding boxes must have the keys boxes and labels. ` +
      `Received: ${keys.length > 0 ? received(keys) : received(value)}`,
  );
}

/** The first `count` rows of each image one after another, missing ones filled. */
export function takeRows(
  images: readonly NumericArray[],
  count: number,
  width: number,
  fillValue: number,
): NumericArray {
  const isFloat = images.some(({ dtype }) => dtype === "float32");
  const size = count * width;
  const values = new (isFloat ? Float32Array : Int32Array)(images.length * size).fill(fillValue);
  images.forEach((rows, i) => {
    values.set(rows.values.subarray(0, size), i * size);
  });
  return { values, dtype: isFloat ? "float32" : "int32", shape: [images.length, count, width] };
}

function unstack({ values, shape: [count = 0, ...shape], dtype }: NumericArray): NumericArray[] {
  const size = sizeOf(shape);
  return Array.from({ length: count }, (_, i) => ({
    values: values.subarray(i * size, (i + 1) * size),
    shape,
    dtype,
  }));
}
