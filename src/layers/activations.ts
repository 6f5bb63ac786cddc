import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";

/**
 * Activations of Keras 3 that tfjs has not, or has otherwise: its `hardSigmoid` is that of Keras 2. A layer
 * takes them by these names, as any other: `layers.dense({ units: 1, activation: "logSigmoid" })`.
 */
const ACTIVATIONS: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  celu: (x) => tf.elu(x),
  exponential: (x) => tf.exp(x),
  hardShrink: (x) => tf.mul(x, tf.cast(tf.greater(tf.abs(x), 0.5), x.dtype)),
  hardTanh: (x) => tf.clipByValue(x, -1, 1),
  kerasHardSigmoid: hardSigmoid,
  kerasHardSilu: (x) => tf.mul(x, hardSigmoid(x)),
  kerasLeakyRelu: (x) => tf.leakyRelu(x, 0.2),
  logSigmoid: (x) => tf.logSigmoid(x),
  softShrink: (x) => tf.sub(x, tf.clipByValue(x, -0.5, 0.5)),
  squareplus: (x) => tf.mul(tf.add(x, tf.sqrt(tf.add(tf.square(x), 4))), 0.5),
  tanhShrink: (x) => tf.sub(x, tf.tanh(x)),
};

// (x + 3) / 6 within [0, 1]
function hardSigmoid(x: Tensor): Tensor {
  return tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6);
}

function registerActivation(name: string, compute: (x: Tensor) => Tensor): void {
  class Activation extends tf.serialization.Serializable {
    static className = name;

    apply(x: Tensor): Tensor {
      return tf.tidy(() => compute(x));
    }

    getConfig(): Record<string, never> {
      return {};
    }
  }
  tf.serialization.registerClass(Activation);
}

for (const [name, compute] of Object.entries(ACTIVATIONS)) registerActivation(name, compute);
