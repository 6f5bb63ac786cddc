import type { Tensor } from "@tensorflow/tfjs";
import type { GlobalAveragePooling1D as TfjsGlobalAveragePooling1D } from "@tensorflow/tfjs-layers/dist/layers/pooling.js";
import { tf } from "../../tensorflow.js";
import type { CallOptions } from "../base/layer-call.js";
import { registerLayer } from "../base/register-layer.js";
import { tfjsClass } from "../base/tfjs-class.js";

const Base = tfjsClass<typeof TfjsGlobalAveragePooling1D>("GlobalAveragePooling1D");

/** Options of `GlobalAveragePooling1D`: those of `tf.layers.globalAveragePooling1d`. */
export type GlobalAveragePooling1DOptions = ConstructorParameters<typeof Base>[0];

/**
 * The mean over time, as `tf.layers.globalAveragePooling1d`, of the steps that a mask leaves, as in Keras 3,
 * where tfjs counts padding too.
 *
 * Takes [batch, time, features] and gives [batch, features].
 *
 * @example
 * import { layers } from "preplab";
 * layers.globalAveragePooling1d({})([[[1], [3]]]).print();
 * // Tensor
 * //      [[2],]
 */
export class GlobalAveragePooling1D extends Base {
  static override className = "GlobalAveragePooling1D";

  constructor(options: GlobalAveragePooling1DOptions = {}) {
    super(options);
    this.supportsMasking = true;
  }

  override computeMask(): Tensor | Tensor[] {
    return null as unknown as Tensor; // tfjs's word for no mask
  }

  override call(
    inputs: Tensor | Tensor[],
    kwargs: CallOptions & { readonly mask?: Tensor | Tensor[] },
  ): Tensor | Tensor[] {
    const mask = Array.isArray(kwargs.mask) ? kwargs.mask[0] : kwargs.mask;
    if (mask == null) return super.call(inputs, kwargs);
    return tf.tidy(() => {
      const input = Array.isArray(inputs) ? inputs[0]! : inputs;
      const kept = tf.expandDims(tf.cast(mask, "float32"), -1);
      return tf.div(tf.sum(tf.mul(input, kept), 1), tf.sum(kept, 1));
    });
  }
}

registerLayer(GlobalAveragePooling1D);
