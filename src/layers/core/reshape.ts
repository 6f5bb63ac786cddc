import type { Shape } from "@tensorflow/tfjs";
import type { Reshape as TfjsReshape } from "@tensorflow/tfjs-layers/dist/layers/core.js";
import { registerLayer } from "../base/register-layer.js";
import { tfjsClass } from "../base/tfjs-class.js";

const Base = tfjsClass<typeof TfjsReshape>("Reshape");

/** Options of `Reshape`: those of `tf.layers.reshape`. */
export type ReshapeOptions = ConstructorParameters<typeof Base>[0];

/**
 * Gives samples another shape, as `tf.layers.reshape`. A size that is left open is known to the layers after
 * it, as in Keras, wherever that of the input is, where tfjs leaves it open.
 *
 * @example
 * import { layers, tf } from "preplab";
 * const reshape = layers.reshape({ targetShape: [2, -1] });
 * console.log(reshape(tf.input({ shape: [6] })).shape); // [ null, 2, 3 ]
 */
export class Reshape extends Base {
  static override className = "Reshape";

  override computeOutputShape(inputShape: Shape): Shape {
    const [batch = null, ...sizes] = inputShape;
    const shape = super.computeOutputShape(inputShape).slice(1);
    const open = shape.findIndex((size) => size === null || size < 0);
    if (open < 0 || sizes.some((size) => size === null || size < 0)) return [batch, ...shape];
    const product = (all: Shape): number => all.reduce<number>((so, size) => so * size!, 1);
    const known = product(shape.filter((_, axis) => axis !== open));
    return [batch, ...shape.with(open, product(sizes) / known)];
  }
}

registerLayer(Reshape);
