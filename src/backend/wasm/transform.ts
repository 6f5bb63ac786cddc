import type { TransformAttrs, TransformInputs } from "@tensorflow/tfjs";
import { projectiveTransform } from "../../ops/projective-transform.js";
import { runOnCpu } from "./cpu-delegate.js";
import { overrideKernel } from "./kernel-override.js";

/** tf.image.transform; tfjs-backend-wasm reads the wrong pixels where it reflects. */
export const transform = overrideKernel<TransformInputs, TransformAttrs>(
  "Transform",
  ({ inputs, attrs, backend }) => {
    const { image, transforms } = inputs;
    const { fillMode, fillValue, interpolation, outputShape } = attrs;
    const shape = image.shape as [number, number, number, number];
    const isSameSize = !outputShape || (outputShape[0] === shape[1] && outputShape[1] === shape[2]);
    if (!isSameSize) return runOnCpu(backend, "Transform", { inputs: { ...inputs }, attrs });
    const { values } = projectiveTransform(
      { values: backend.readSync(image.dataId) as Float32Array, shape },
      backend.readSync(transforms.dataId) as Float32Array,
      { fillMode, interpolation, fillValue },
    );
    return backend.makeOutput(shape, image.dtype, undefined, values);
  },
);
