import { RaggedTensor } from "../../src/ragged-tensor.js";
import { tf } from "../../src/tensorflow.js";
import { DISPLAY_SYMBOL } from "../display/display-symbol.js";
import { renderByKind } from "../display/render-value.js";

/**
 * Gives tensors, layers, models, datasets and histories the method by which Deno's kernel lets values
 * show themselves. A class of the user's own that has the method keeps it.
 */
export function installDisplayMethods(): void {
  const kinds = [
    tf.Tensor,
    RaggedTensor,
    tf.SymbolicTensor,
    tf.layers.Layer, // models are layers
    tf.data.Dataset,
    tf.History,
  ];
  for (const { prototype } of kinds) {
    Object.defineProperty(prototype, DISPLAY_SYMBOL, {
      configurable: true,
      writable: true,
      async value(this: unknown) {
        return (await renderByKind(this)).data;
      },
    });
  }
}
