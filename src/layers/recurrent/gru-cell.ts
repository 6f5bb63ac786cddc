import type { LayerVariable, Shape, serialization, Tensor, Tensor1D } from "@tensorflow/tfjs";
import type {
  GRUCellLayerArgs,
  GRUCell as TfjsGRUCell,
} from "@tensorflow/tfjs-layers/dist/layers/recurrent.js";
import { tf } from "../../tensorflow.js";
import type { CallOptions } from "../base/layer-call.js";
import { registerLayer } from "../base/register-layer.js";
import { tfjsClass } from "../base/tfjs-class.js";

const Base = tfjsClass<typeof TfjsGRUCell>("GRUCell");

/** Options of `GRUCell`: those of `tf.layers.gruCell`, and `resetAfter: true` works. */
export type GRUCellOptions = GRUCellLayerArgs;

/**
 * The cell of `GRU`. With `resetAfter: true`, the default of Keras 3 which tfjs has not, the reset gate acts
 * on the product with the recurrent kernel, and inputs and states have a bias each: `bias` is [2, 3 * units].
 *
 * @example
 * import { layers } from "preplab";
 * const cell = layers.gruCell({ units: 2, resetAfter: true });
 * cell.build([null, 4]);
 * console.log(cell.getWeights().map(({ shape }) => shape)); // [ [ 4, 6 ], [ 2, 6 ], [ 2, 6 ] ]
 */
export class GRUCell extends Base {
  static override className = "GRUCell";

  readonly resetAfter: boolean;

  constructor(args: GRUCellLayerArgs) {
    const { resetAfter = false, ...rest } = args;
    super(rest);
    this.resetAfter = resetAfter;
  }

  override build(inputShape: Shape | Shape[]): void {
    if (!this.resetAfter || !this.useBias) {
      super.build(inputShape);
      return;
    }
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as Shape; // one input
    const gates = 3 * this.units;
    this.kernel = this.#add("kernel", [shape.at(-1)!, gates]);
    this.recurrentKernel = this.#add("recurrentKernel", [this.units, gates]);
    this.bias = this.#add("bias", [2, gates]);
    this.built = true;
  }

  #add(kind: "kernel" | "recurrentKernel" | "bias", shape: number[]): LayerVariable {
    const stem = kind === "recurrentKernel" ? "recurrent" : kind;
    return this.addWeight(
      kind === "recurrentKernel" ? "recurrent_kernel" : kind,
      shape,
      undefined,
      this[`${stem}Initializer`],
      this[`${stem}Regularizer`],
      true,
      this[`${stem}Constraint`],
    );
  }

  override call(inputs: Tensor | Tensor[], kwargs: CallOptions): Tensor | Tensor[] {
    if (!this.resetAfter) return super.call(inputs, kwargs);
    return tf.tidy(() => {
      const training = kwargs.training === true;
      const [input, state] = inputs as [Tensor, Tensor]; // as RNN calls every cell
      const x = this.#drop("dropout", input, training);
      const h = this.#drop("recurrentDropout", state, training);
      const [inputBias, recurrentBias] = this.useBias ? tf.unstack(this.bias.read()) : [];
      const ofInput = affine(x, this.kernel, inputBias);
      const ofState = affine(h, this.recurrentKernel, recurrentBias);
      const [xUpdate, xReset, xNew] = tf.split(ofInput, 3, 1) as [Tensor, Tensor, Tensor];
      const [hUpdate, hReset, hNew] = tf.split(ofState, 3, 1) as [Tensor, Tensor, Tensor];
      const update = this.recurrentActivation.apply(tf.add(xUpdate, hUpdate));
      const reset = this.recurrentActivation.apply(tf.add(xReset, hReset));
      const candidate = this.activation.apply(tf.add(xNew, tf.mul(reset, hNew)));
      const next = tf.add(tf.mul(update, h), tf.mul(tf.sub(1, update), candidate));
      return [next, next];
    });
  }

  // drawn once for all steps of a sequence; GRU disposes it
  #drop(kind: "dropout" | "recurrentDropout", x: Tensor, training: boolean): Tensor {
    const rate = this[kind];
    if (!training || rate <= 0 || rate >= 1) return x;
    this[`${kind}Mask`] ??= tf.keep(tf.dropout(tf.onesLike(x), rate));
    return tf.mul(x, this[`${kind}Mask`] as Tensor); // one mask
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), resetAfter: this.resetAfter };
  }
}

function affine(x: Tensor, kernel: LayerVariable, bias: Tensor | undefined): Tensor {
  const product = tf.matMul(x, kernel.read());
  return bias === undefined ? product : tf.add(product, bias as Tensor1D); // one number per gate
}

registerLayer(GRUCell);
