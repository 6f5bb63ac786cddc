import type { Shape } from "@tensorflow/tfjs";
import { received } from "../../received.js";
import type { DataFormat } from "./image-layout.js";

/** The size that a layer gives to images. */
export interface TargetSize {
  readonly height: number;
  readonly width: number;
}

/** Reads `height` and `width`. Throws, naming `owner`, unless both are whole numbers above 0. */
export function readTargetSize(owner: string, options: Partial<TargetSize>): TargetSize {
  const { height, width } = options;
  for (const [name, value] of Object.entries({ height, width })) {
    if (Number.isSafeInteger(value) && Number(value) > 0) continue;
    throw new Error(
      `${owner}: ${name} must be a whole number above 0. Received: ${received(value)}`,
    );
  }
  return { height: height!, width: width! }; // just checked
}

/** The images' shape with another height and width; null where it is not known. */
export function withSize(
  owner: string,
  inputShape: Shape,
  format: DataFormat,
  size: { readonly height?: number | null; readonly width?: number | null },
): Shape {
  if (inputShape.length !== 3 && inputShape.length !== 4) {
    throw new Error(
      `${owner}: expected one image of rank 3 or a batch of rank 4. ` +
        `Received: shape [${inputShape.join(", ")}]`,
    );
  }
  const shape = [...inputShape];
  const heightAxis = shape.length - (format === "channels_last" ? 3 : 2);
  if (size.height !== undefined) shape[heightAxis] = size.height;
  if (size.width !== undefined) shape[heightAxis + 1] = size.width;
  return shape;
}
