import type { Tensor } from "@tensorflow/tfjs";
import { received } from "../../received.js";
import type { LayerInput } from "../base/layer-call.js";

/** An image with what belongs to it: all are moved by the same draw. Keras's snake_case keys work too. */
export interface ImageTargets {
  readonly images: LayerInput;
  /** One class per pixel: read at the nearest pixel, type kept. With or without the channel dimension. */
  readonly segmentationMasks?: LayerInput;
  /** Kept as they are by geometric layers. */
  readonly labels?: LayerInput;
}

/** What comes back for `ImageTargets`, under the same keys. */
export type ImageTargetTensors<T extends ImageTargets = ImageTargets> = {
  readonly [K in keyof T]: Tensor;
};

/** The parts of an image and what belongs to it. */
export type Target = "images" | "segmentationMasks" | "labels";

const TARGETS = new Map<string, Target>([
  ["images", "images"],
  ["segmentationMasks", "segmentationMasks"],
  ["segmentation_masks", "segmentationMasks"],
  ["labels", "labels"],
]);

export function isImageTargets(value: unknown): value is ImageTargets {
  return typeof value === "object" && value !== null && "images" in value;
}

/** Which part each key of a dictionary holds. Throws, naming `owner`, for a key that is none. */
export function targetOf(owner: string, key: string): Target {
  const target = TARGETS.get(key);
  if (target !== undefined) return target;
  if (key === "boundingBoxes" || key === "bounding_boxes") {
    throw new Error(
      `${owner}: bounding boxes are not transformed yet. Leave them out of the input. ` +
        `Received: a key ${received(key)}`,
    );
  }
  throw new Error(
    `${owner}: expected the keys images, segmentationMasks and labels. Received: ${received(key)}`,
  );
}
