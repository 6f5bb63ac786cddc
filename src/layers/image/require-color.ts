import type { Shape } from "@tensorflow/tfjs";
import type { ImageBatch } from "../../ops/projective-transform.js";
import type { DataFormat } from "./image-layout.js";

/** Throws, naming `owner`, unless images have the three channels of RGB. */
export function requireColor(owner: string, { shape: [, , , channels] }: ImageBatch): void {
  requireThree(owner, channels);
}

/** The shape of images. Throws, naming `owner`, when it is known to have other than three channels. */
export function requireColorShape(owner: string, shape: Shape, format: DataFormat): Shape {
  const channels = shape.at(format === "channels_last" ? -1 : -3);
  if (channels != null) requireThree(owner, channels);
  return shape;
}

function requireThree(owner: string, channels: number): void {
  if (channels === 3) return;
  throw new Error(`${owner}: expected images of 3 channels. Received: ${channels} channels`);
}
