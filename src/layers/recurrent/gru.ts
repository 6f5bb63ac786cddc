import type { serialization, Tensor } from "@tensorflow/tfjs";
import type { GRULayerArgs } from "@tensorflow/tfjs-layers/dist/layers/recurrent.js";
import { fuseGru } from "../../backend/wasm/recurrent-layers.js";
import { tf } from "../../tensorflow.js";
import type { CallOptions } from "../base/layer-call.js";
import { registerLayer } from "../base/register-layer.js";
import { tfjsClass } from "../base/tfjs-class.js";
import { GRUCell } from "./gru-cell.js";

/** Options of `GRU`: those of `tf.layers.gru`, and `resetAfter: true` works. */
export type GRUOptions = GRULayerArgs & { readonly resetAfter?: boolean };

/**
 * Gated recurrent unit (Cho et al. 2014), as `tf.layers.gru` with the option `resetAfter`, under which models
 * of Keras 3 are trained by default. It defaults to false, as in tfjs.
 *
 * Takes [batch, time, features] and gives [batch, units], or [batch, time, units] with `returnSequences`.
 *
 * @example
 * import { layers } from "preplab";
 * const gru = layers.gru({ units: 2, resetAfter: true, kernelInitializer: "ones" });
 * console.log(gru([[[1], [2]]]).shape); // [ 1, 2 ]
 */
export class GRU extends tf.RNN {
  static override className = "GRU";

  declare readonly cell: GRUCell;

  constructor(options: GRUOptions) {
    super({ ...options, cell: new GRUCell(options) });
  }

  override call(inputs: Tensor | Tensor[], kwargs: CallOptions): Tensor | Tensor[] {
    return tf.tidy(() => {
      // masks of the last sequence
      for (const name of ["dropoutMask", "recurrentDropoutMask"] as const) {
        if (this.cell[name] != null) tf.dispose(this.cell[name]);
        Object.assign(this.cell, { [name]: null });
      }
      return super.call(inputs, kwargs);
    });
  }

  static override fromConfig<T extends serialization.Serializable>(
    layerClass: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    return new layerClass(config);
  }
}

// tfjs's own class keeps its factory
fuseGru(tfjsClass<typeof tf.layers.Layer>("GRU").prototype);
registerLayer(GRU);
fuseGru(GRU.prototype);
