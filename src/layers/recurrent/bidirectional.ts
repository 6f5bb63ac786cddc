import type { Tensor } from "@tensorflow/tfjs";
import type {
  BidirectionalLayerArgs,
  Bidirectional as TfjsBidirectional,
} from "@tensorflow/tfjs-layers/dist/layers/wrappers.js";
import { tf } from "../../tensorflow.js";
import type { CallOptions } from "../base/layer-call.js";
import { registerLayer } from "../base/register-layer.js";
import { tfjsClass } from "../base/tfjs-class.js";

const Base = tfjsClass<typeof TfjsBidirectional>("Bidirectional");

/** Options of `Bidirectional`: those of `tf.layers.bidirectional`. */
export type BidirectionalOptions = BidirectionalLayerArgs;

/**
 * Runs a recurrent layer over a sequence in both directions, as `tf.layers.bidirectional`. At masked steps
 * its sequences are 0, as in Keras 3, where tfjs repeats the state.
 *
 * @example
 * import { layers } from "preplab";
 * const both = layers.bidirectional({ layer: layers.simpleRNN({ units: 3 }), mergeMode: "concat" });
 * console.log(both([[[1], [2]]]).shape); // [ 1, 6 ]
 */
export class Bidirectional extends Base {
  static override className = "Bidirectional";

  override call(
    inputs: Tensor | Tensor[],
    kwargs: CallOptions & { readonly mask?: Tensor | Tensor[] },
  ): Tensor | Tensor[] {
    const mask = Array.isArray(kwargs.mask) ? kwargs.mask[0] : kwargs.mask;
    return tf.tidy(() => {
      const outputs = super.call(inputs, kwargs);
      if (mask == null) return outputs;
      const isSequence = (output: Tensor): boolean => output.rank === 3;
      const zero = (output: Tensor): Tensor =>
        isSequence(output) ? tf.mul(output, tf.expandDims(tf.cast(mask, "float32"), -1)) : output;
      return Array.isArray(outputs) ? outputs.map(zero) : zero(outputs);
    });
  }
}

registerLayer(Bidirectional);
