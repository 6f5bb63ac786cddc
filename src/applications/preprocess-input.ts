import type { Tensor } from "@tensorflow/tfjs";
import type { LayerInput } from "../layers/base/layer-call.js";
import { readInput, toTensor } from "../layers/base/read-input.js";
import { toFloat32 } from "../ops/dense-array.js";
import { received } from "../received.js";
import { tf } from "../tensorflow.js";

// of the images of ImageNet: blue, green, red
const MEANS = [103.939, 116.779, 123.68] as const;

/**
 * Prepares images for ResNet50 as Keras does ("caffe"): red and blue change places, and the mean colour of
 * ImageNet is taken away. Takes images [..., height, width, 3] of 0 to 255, gives a float32 tensor.
 *
 * @example
 * import { applications } from "preplab";
 * const image = applications.resnet50.preprocessInput([[[255, 0, 0]]]);
 * console.log(Array.from(image.dataSync(), (value) => value.toFixed(3)).join()); // -103.939,-116.779,131.320
 */
export function preprocessInput(images: LayerInput): Tensor {
  const owner = "preprocessInput";
  const input = readInput(owner, images, "float32");
  if (input.dtype === "string" || input.shape.length < 3 || input.shape.at(-1) !== 3) {
    throw new Error(
      `${owner}: expected images [..., height, width, 3]. Received: ${input.dtype} of shape ` +
        `[${input.shape.join(", ")}] in ${received(images)}`,
    );
  }
  const colours = toFloat32(input);
  const values = new Float32Array(colours.length);
  for (let i = 0; i < values.length; i += 3) {
    for (let channel = 0; channel < 3; channel++) {
      values[i + channel] = colours[i + 2 - channel]! - Math.fround(MEANS[channel]!);
    }
  }
  return tf.tidy(() => toTensor({ values, shape: input.shape, dtype: "float32" }));
}
