import type { Tensor } from "@tensorflow/tfjs";
import { type NumericArray, sizeOf } from "../../ops/dense-array.js";
import { received } from "../../received.js";
import type { LayerInput } from "../base/layer-call.js";
import { type PlainNumbers, readInput } from "../base/read-input.js";

/** Boxes of four numbers each with their classes; in a batch images may have different numbers of them. */
export interface BoundingBoxes {
  /** [boxes, 4], or [images, boxes, 4] for a batch. */
  readonly boxes: LayerInput;
  /** [boxes], or [images, boxes] for a batch. */
  readonly labels: LayerInput;
}

/** What comes back for `BoundingBoxes`: as many for each image. */
export interface BoundingBoxTensors {
  readonly boxes: Tensor;
  readonly labels: Tensor;
}

/** The boxes or labels of each image of a batch, or of the only image. Throws, naming `owner`, if they are none. */
export function readRows(
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
