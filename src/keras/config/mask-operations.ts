import { flatHistories } from "./histories.js";
import { isKerasObject, isRecord, type KerasObject } from "./keras-object.js";

/** Whether it is no layer but an operation, for which Keras keeps no place among the weights. */
export function isOperation({ module }: KerasObject): boolean {
  return module?.startsWith("keras.src.ops.") === true;
}

/**
 * The names of the operations in a Functional model that only make masks. Keras writes them out; tfjs makes
 * masks anew from the layers.
 */
export function maskOperations(
  layers: readonly KerasObject[],
  outputs: unknown,
): ReadonlySet<string> {
  const masks = new Set(layers.filter(isOperation).map(nameOf));
  for (const [name] of flatHistories(outputs)) masks.delete(name);
  let size = -1;
  while (size !== masks.size) {
    size = masks.size;
    for (const layer of layers) {
      if (masks.has(nameOf(layer))) continue;
      for (const { args, kwargs } of layer.inbound_nodes ?? []) {
        const { mask: _, ...others } = kwargs;
        for (const name of sources([args, others])) masks.delete(name);
      }
    }
  }
  return masks;
}

function nameOf({ name, config }: KerasObject): string {
  return String(name ?? config.name);
}

/** The names of the layers whose outputs are in a nested structure. */
export function sources(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(sources);
  if (isKerasObject(value) && value.class_name === "__keras_tensor__") {
    return flatHistories(value.config.keras_history).map(([name]) => name);
  }
  return isRecord(value) ? Object.values(value).flatMap(sources) : [];
}
