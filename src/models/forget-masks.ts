import type { layers as tfLayers } from "@tensorflow/tfjs";

type Apply = tfLayers.Layer["apply"];

const patched = new WeakSet<object>();

/**
 * Lets a model forget a mask behind the layer that ends it: tfjs hands one object of arguments from layer to
 * layer and never takes the mask out, so that a second recurrent layer got the mask of the first.
 */
export function forgetMasks(layerClass: { readonly prototype: { apply: Apply } }): void {
  const { prototype } = layerClass;
  if (patched.has(prototype)) return;
  patched.add(prototype);
  const { apply } = prototype;
  prototype.apply = function (this: tfLayers.Layer, inputs, kwargs) {
    const outputs = apply.call(this, inputs, kwargs);
    if (kwargs != null && "mask" in kwargs) delete kwargs.mask;
    return outputs;
  };
}
