import { tf } from "../../tensorflow.js";

/**
 * The class that tfjs registered under a name, of which it exports only the factory. To be read before
 * `registerLayer` replaces it.
 */
export function tfjsClass<C>(className: string): C {
  const registered = tf.serialization.SerializationMap.getMap().classNameMap[className];
  if (registered === undefined) throw new Error(`tfjsClass: tfjs has no class ${className}`);
  return registered[0] as unknown as C; // the caller names the type of the class
}
