import type { Shape } from "@tensorflow/tfjs";
import { registerLayer } from "../base/register-layer.js";
import type { ImageSize } from "./image-layout.js";
import { RandomStretch, type RandomStretchOptions, type Stretch } from "./random-stretch.js";
import { withSize } from "./target-size.js";

/** Options of `RandomHeight`, tf_keras's under camelCase names. */
export type RandomHeightOptions = RandomStretchOptions;

/**
 * Makes all images of a batch taller or lower, by one factor drawn anew at each call: called directly and in
 * training. In `predict` and `evaluate`, or with `{ training: false }`, images stay as they are. A layer of
 * tf_keras that Keras 3 dropped; its draws are this library's own.
 *
 * Takes one image [height, width, channels] or a batch of them, of any numeric type, and gives float32 of
 * another height: null in the shapes of a model. Masks in a dictionary
 * `{ images, segmentationMasks, labels }` follow to the nearest pixel.
 *
 * @example
 * import { layers } from "preplab";
 * const layer = layers.randomHeight({ factor: [1, 1] });
 * layer([[[1], [2]]]).reshape([4]).print();
 * // Tensor
 * //     [1, 2, 1, 2]
 */
export class RandomHeight extends RandomStretch {
  static className = "RandomHeight";

  protected override draw({ height, width }: ImageSize): Stretch {
    return { height: this.drawLength(height), width, from: { height, width } };
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return withSize(this.getClassName(), inputShape, this.dataFormat, { height: null });
  }
}

registerLayer(RandomHeight);
