import type { RotateWithOffsetAttrs, RotateWithOffsetInputs } from "@tensorflow/tfjs";
import { tf } from "../../../tensorflow.js";
import { delegateToCpu } from "../delegate-to-cpu.js";
import { nativeKernel } from "../native-kernel.js";
import { floatScalar, intVector, runOne } from "../run-op.js";

const { cos, sin } = Math;

/** `tf.image.rotateWithOffset`: images turned about a point, each pixel the nearest one's. */
export const rotateWithOffset = nativeKernel<RotateWithOffsetInputs, RotateWithOffsetAttrs>(
  "RotateWithOffset",
  ({ image }, attributes, backend) => {
    const { radians, fillValue, center } = attributes;
    // TensorFlow fills with one number, tfjs also with one for each channel
    if (typeof fillValue !== "number") {
      return delegateToCpu("RotateWithOffset", { image }, attributes)[0]!;
    }
    const [, height, width] = image.shape as [number, number, number, number]; // tfjs checked the rank
    const [x, y] = tf.backend_util.getImageCenter(center, height, width);
    const [c, s] = [cos(radians), sin(radians)];
    const matrix = [c, -s, x - c * x + s * y, s, c, y - s * x - c * y, 0, 0];
    return runOne(backend, {
      name: "ImageProjectiveTransformV3",
      inputs: [
        image,
        { values: Float32Array.from(matrix), shape: [1, 8] },
        intVector([height, width]),
        floatScalar(fillValue),
      ],
      attributes: {
        dtype: { type: image.dtype },
        interpolation: { string: "NEAREST" },
        fill_mode: { string: "CONSTANT" },
      },
    });
  },
);
