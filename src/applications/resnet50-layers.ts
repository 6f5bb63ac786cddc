import type { SymbolicTensor, layers as tfLayers } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";

// filters, blocks and first stride of each stage
const STAGES = [
  [64, 3, 1],
  [128, 4, 2],
  [256, 6, 2],
  [512, 3, 2],
] as const;

/** What Keras's ResNet50 makes of an image, down to the last feature maps: its layers, by its names. */
export function featureMaps(
  image: SymbolicTensor,
  kernelInitializer: "glorotUniform" | "zeros",
): SymbolicTensor {
  const convolve = (x: SymbolicTensor, filters: number, kernel: Kernel, name: string) => {
    const conv = { filters, ...kernel, kernelInitializer, name: `${name}_conv` };
    const norm = tf.layers.batchNormalization({ axis: 3, epsilon: 1.001e-5, name: `${name}_bn` });
    return apply(norm, apply(tf.layers.conv2d(conv), x));
  };
  let x = pad(image, 3, "conv1_pad");
  x = convolve(x, 64, { kernelSize: 7, strides: 2 }, "conv1");
  x = relu(x, "conv1_relu");
  x = pad(x, 1, "pool1_pad");
  x = apply(tf.layers.maxPooling2d({ poolSize: 3, strides: 2, name: "pool1_pool" }), x);
  STAGES.forEach(([filters, blocks, strides], i) => {
    const stage = `conv${i + 2}`;
    x = residualBlock(convolve, x, filters, `${stage}_block1`, strides);
    for (let block = 2; block <= blocks; block++) {
      x = residualBlock(convolve, x, filters, `${stage}_block${block}`);
    }
  });
  return x;
}

/** A convolution and the normalization that follows it. */
type Convolve = (
  x: SymbolicTensor,
  filters: number,
  kernel: Kernel,
  name: string,
) => SymbolicTensor;

/** Without strides the input is added as it is. */
function residualBlock(
  convolve: Convolve,
  x: SymbolicTensor,
  filters: number,
  name: string,
  strides?: number,
): SymbolicTensor {
  const shortcut =
    strides === undefined ? x : convolve(x, 4 * filters, { kernelSize: 1, strides }, `${name}_0`);
  let y = convolve(x, filters, { kernelSize: 1, strides: strides ?? 1 }, `${name}_1`);
  y = relu(y, `${name}_1_relu`);
  y = convolve(y, filters, { kernelSize: 3, padding: "same" }, `${name}_2`);
  y = relu(y, `${name}_2_relu`);
  y = convolve(y, 4 * filters, { kernelSize: 1 }, `${name}_3`);
  y = apply(tf.layers.add({ name: `${name}_add` }), [shortcut, y]);
  return relu(y, `${name}_out`);
}

interface Kernel {
  readonly kernelSize: number;
  readonly strides?: number;
  readonly padding?: "same";
}

function relu(x: SymbolicTensor, name: string): SymbolicTensor {
  return apply(tf.layers.activation({ activation: "relu", name }), x);
}

function pad(x: SymbolicTensor, width: number, name: string): SymbolicTensor {
  return apply(tf.layers.zeroPadding2d({ padding: [width, width], name }), x);
}

/** A layer of tfjs on symbolic tensors. */
export function apply(layer: tfLayers.Layer, x: SymbolicTensor | SymbolicTensor[]): SymbolicTensor {
  return layer.apply(x) as SymbolicTensor; // symbolic in, symbolic out
}
