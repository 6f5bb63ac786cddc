import { tf } from "../../tensorflow.js";

const OWN = Symbol.for("preplab.call");

/** What instances of a registered class inherit from; a new instance would use up a default name. */
export function classPrototype(className: string): object {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  return classNameMap[className]![0].prototype as object; // tf.layers registers it
}

/** Puts another `call` in the place of the one that instances of a layer class inherit, once. */
export function replaceCall<Call extends object>(
  prototype: object,
  create: (stock: Call) => Call,
): void {
  const layer = prototype as { call: Call };
  const stock = layer.call;
  if (OWN in stock) return;
  layer.call = Object.assign(create(stock), { [OWN]: true });
}
