import type { TransformAttrs, TransformInputs } from "@tensorflow/tfjs";
import { nativeKernel } from "../native-kernel.js";
import { floatScalar, intVector, runOne } from "../run-op.js";

/** `tf.image.transform`: each image moved by a projective transform. */
export const transform = nativeKernel<TransformInputs, TransformAttrs>(
  "Transform",
  ({ image, transforms }, { interpolation, fillMode, fillValue, outputShape }, backend) => {
    const [, height, width] = image.shape;
    return runOne(backend, {
      name: "ImageProjectiveTransformV3",
      inputs: [
        image,
        transforms,
        intVector(outputShape ?? [height!, width!]),
        floatScalar(fillValue),
      ],
      attributes: {
        dtype: { type: image.dtype },
        interpolation: { string: interpolation.toUpperCase() },
        fill_mode: { string: fillMode.toUpperCase() },
      },
    });
  },
);
