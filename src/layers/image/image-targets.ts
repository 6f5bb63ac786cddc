import type { Tensor } from "@tensorflow/tfjs";
import { received } from "../../received.js";
import type { LayerInput } from "../base/layer-call.js";
import type { BoundingBoxes, BoundingBoxTensors } from "./bounding-boxes.js";

/** An image with what belongs to it: all are moved by the same draw. Keras's snake_case keys work too. */
export interface ImageTargets {
  readonly images: LayerInput;
  /** One class per pixel: read at the nearest pixel, type kept. With or without the channel dimension. */
  readonly segmentationMasks?: LayerInput;
  /** Moved, and cut at the image's edges, by layers with a `boundingBoxFormat`. */
  readonly boundingBoxes?: BoundingBoxes;
  readonly bounding_boxes?: BoundingBoxes;
  /** Kept as they are by geometric layers. */
  readonly labels?: LayerInput;
}

/** What comes back for `ImageTargets`, under the same keys. */
export type ImageTargetTensors<T extends ImageTargets = ImageTargets> = {
  readonly [K in keyof T]: K extends "boundingBoxes" | "bounding_boxes"
    ? BoundingBoxTensors
    : Tensor;
};

/** The parts of an image and what belongs to it. */
export type Target = "images" | "segmentationMasks" | "boundingBoxes" | "labels";

const TARGETS = new Map<string, Target>([
  ["images", "images"],
  ["segmentationMasks", "segmentationMasks"],
  ["segmentation_masks", "segmentationMasks"],
  ["boundingBoxes", "boundingBoxes"],
  ["bounding_boxes", "boundingBoxes"],
  ["labels", "labels"],
]);

export function isImageTargets(value: unknown): value is ImageTargets {
  return typeof value === "object" && value !== null && "images" in value;
}

/** Which part each key of a dictionary holds. Throws, naming `owner`, for a key that is none. */
export function targetOf(owner: string, key: string): Target {
  const target = TARGETS.get(key);
  if (target !== undefined) return target;
  throw new Error(
    `${owner}: expected the keys images, segmentationMasks, boundingBoxes and labels. ` +
      `Received: ${received(key)}`,
  );
}
