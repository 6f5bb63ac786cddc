import type { Shape, Tensor } from "@tensorflow/tfjs";
import { broadcastShape, type Parameter } from "../../ops/broadcast.js";
import type { DenseArray } from "../../ops/dense-array.js";
import { rescale } from "../../ops/rescale.js";
import { received } from "../../received.js";
import { tf } from "../../tensorflow.js";
import type { LayerOptions } from "../base/layer-options.js";
import { PreprocessingLayer } from "../base/preprocessing-layer.js";
import { readInPlace } from "../base/read-input.js";
import { registerLayer } from "../base/register-layer.js";
import { type NumberOption, nestNumbers, readNumbers } from "./number-option.js";

/** Options of `Rescaling`, Keras's under camelCase names. */
export interface RescalingOptions extends LayerOptions {
  /** What to multiply by: a number, or numbers that spread over the last dimensions of the input. */
  readonly scale: NumberOption;
  /** What to add then: likewise. Defaults to 0. */
  readonly offset?: NumberOption | undefined;
}

/**
 * Computes `x * scale + offset`, such as pixels 0..255 to 0..1 with `scale: 1 / 255`, or to -1..1 with
 * `scale: 1 / 127.5, offset: -1`.
 *
 * Takes numbers of any shape and type and gives float32 of the same shape, in training and out of it. Throws
 * when `scale` or `offset` does not fit the input's last dimensions.
 *
 * @example
 * import { layers } from "preplab";
 * const rescaling = layers.rescaling({ scale: 1 / 127.5, offset: -1 });
 * rescaling([0, 127.5, 255]).print();
 * // Tensor
 * //     [-1, 0, 1]
 */
export class Rescaling extends PreprocessingLayer {
  static className = "Rescaling";

  readonly scale: Parameter;
  readonly offset: Parameter;

  constructor(options: RescalingOptions) {
    super(options ?? {});
    const { scale, offset = 0 } = options ?? {};
    this.scale = readNumbers(this.getClassName(), "scale", scale);
    this.offset = readNumbers(this.getClassName(), "offset", offset);
  }

  protected override read(inputs: unknown): DenseArray {
    return readInPlace(this.getClassName(), inputs, this.plainNumbers());
  }

  protected override compute(input: DenseArray): DenseArray {
    const owner = this.getClassName();
    if (input.dtype !== "string") return rescale(owner, input, this.scale, this.offset);
    throw new Error(`${owner}: input must hold numbers. Received: ${received(input)}`);
  }

  protected override computeOnBackend(input: Tensor): Tensor | undefined {
    if (input.dtype === "string") return undefined;
    const owner = this.getClassName();
    // throws where they do not fit
    broadcastShape(owner, broadcastShape(owner, input.shape, this.scale.shape), this.offset.shape);
    const [scale, offset] = [this.scale, this.offset].map(({ values, shape }) =>
      tf.tensor(values, [...shape]),
    );
    return tf.cast(input, "float32").mul(scale!).add(offset!);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const shape = inputShape as Shape; // one input
    const own = broadcastShape(this.getClassName(), this.scale.shape, this.offset.shape);
    const rank = Math.max(shape.length, own.length);
    return Array.from({ length: rank }, (_, i) => {
      const given = i - rank + shape.length;
      const size = given < 0 ? 1 : shape[given]!;
      const spreadTo = own[i - rank + own.length] ?? 1;
      return size === 1 || (size === null && spreadTo !== 1) ? spreadTo : size;
    });
  }

  protected override facts(): Record<string, unknown> {
    return { scale: nestNumbers(this.scale), offset: nestNumbers(this.offset) };
  }

  override getConfig(): ReturnType<PreprocessingLayer["getConfig"]> {
    return {
      ...super.getConfig(),
      scale: nestNumbers(this.scale),
      offset: nestNumbers(this.offset),
    } as ReturnType<PreprocessingLayer["getConfig"]>; // numbers, nested
  }
}

registerLayer(Rescaling);
