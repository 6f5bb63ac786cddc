import type {
  DataType,
  Shape,
  SymbolicTensor,
  serialization,
  Tensor,
  layers as tfLayers,
} from "@tensorflow/tfjs";
import type { DenseArray } from "../../ops/dense-array.js";
import { tf } from "../../tensorflow.js";
import { makeCallable } from "./callable-object.js";
import { readKerasConfig } from "./keras-config.js";
import { type CallOptions, type LayerCall, readCallOptions } from "./layer-call.js";
import { defaultLayerName } from "./layer-name.js";
import { type LayerOptions, tfLayerArgs } from "./layer-options.js";
import {
  computeTensor,
  isSymbolic,
  isTensor,
  isTensorList,
  type PlainNumbers,
  readInput,
} from "./read-input.js";

/** What a layer is told besides its input; options of its own come with it. */
export interface CallContext {
  readonly training: boolean;
}

export interface PreprocessingLayer extends LayerCall {}

/**
 * A tfjs layer that is called like a function, `layer(x)`, on tensors, nested and typed arrays, strings and
 * symbolic tensors. It remains a `tf.layers.Layer`: `apply`, models, saving and loading work as usual.
 *
 * A layer of one's own extends it and defines `compute` on plain values, or `call` on tensors.
 *
 * @example
 * import { PreprocessingLayer, type DenseArray } from "preplab";
 * class Doubling extends PreprocessingLayer {
 *   static className = "Doubling";
 *   protected override compute(input: DenseArray): DenseArray {
 *     if (input.dtype === "string") throw new Error("Doubling: expected numbers.");
 *     return { ...input, dtype: "float32", values: Float32Array.from(input.values, (x) => 2 * x) };
 *   }
 * }
 * new Doubling()([[1, 2], [3, 4]]).print();
 * // Tensor
 * //     [[2, 4],
 * //      [6, 8]]
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: gives the class its call signature
export abstract class PreprocessingLayer extends tf.layers.Layer {
  /** `inputDtype` is the type of a model's input when this layer comes first. */
  constructor(options: LayerOptions = {}, inputDtype: DataType = options.dtype ?? "float32") {
    super({
      ...tfLayerArgs(options, inputDtype),
      name: options.name ?? defaultLayerName(classNameOf(new.target)),
    });
    // biome-ignore lint/correctness/noConstructorReturn: the instance is a function
    return makeCallable<this>(this, (self, inputs, more) => self.callAny(inputs, more));
  }

  /**
   * The output's values for the input's. Must keep no state but a seed counter, and neither the input nor what
   * `ops` make of it: both may stand in the backend's own memory, for this call only.
   */
  protected compute(_input: DenseArray, _context: CallContext): DenseArray {
    throw new Error(`${this.getClassName()}: defines neither compute nor call.`);
  }

  /** Type of the output tensor for an input of this type. */
  protected outputDtype(_inputDtype: DataType): DataType {
    return "float32";
  }

  /** The `outputDtype` of another layer; tfjs's own layers give float32. */
  protected static outputDtypeOf(layer: tfLayers.Layer, inputDtype: DataType): DataType {
    return layer instanceof PreprocessingLayer ? layer.outputDtype(inputDtype) : "float32";
  }

  /** What numbers of a plain array become before `compute`. */
  protected plainNumbers(): PlainNumbers {
    return "float32";
  }

  /** The values of an input, for `compute`. */
  protected read(inputs: unknown): DenseArray {
    return readInput(this.getClassName(), inputs, this.plainNumbers());
  }

  /** Whether `layer(x)` without options behaves as in training. Inside tfjs's models it never does. */
  protected trainsWhenCalled(): boolean {
    return false;
  }

  /** Further facts that identify the layer where it is printed. */
  protected facts(): Readonly<Record<string, unknown>> {
    return {};
  }

  override call(inputs: Tensor | Tensor[], kwargs: CallOptions): Tensor | Tensor[] {
    return computeTensor(() => {
      const input = this.read(inputs);
      // tfjs passes training: true in fit and nothing in predict, evaluate and apply
      return this.compute(input, { ...kwargs, training: kwargs.training === true });
    });
  }

  override apply(
    inputs: Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[],
    kwargs?: CallOptions,
  ): Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[] {
    const outputs = super.apply(inputs, kwargs);
    if (outputs instanceof tf.SymbolicTensor) {
      // tfjs guesses float32 for every symbolic output
      const { dtype } = Array.isArray(inputs) ? inputs[0]! : inputs;
      const value = this.outputDtype(dtype);
      Object.defineProperty(outputs, "dtype", { value, enumerable: true });
    }
    return outputs;
  }

  /** The function call. */
  protected callAny(inputs: unknown, more: unknown): unknown {
    const options = readCallOptions(more);
    if (isSymbolic(inputs)) return this.apply(inputs, options);
    const training = options.training ?? this.trainsWhenCalled();
    return this.callOnValues(inputs, { ...options, training });
  }

  /** The function call on values, `training` already decided. */
  protected callOnValues(inputs: unknown, options: CallOptions): unknown {
    if (isTensor(inputs) || isTensorList(inputs)) return this.apply(inputs, options);
    return computeTensor(() => {
      const input = this.read(inputs);
      this.buildOnce([...input.shape]);
      return this.compute(input, { ...options, training: options.training === true });
    });
  }

  /** What `apply` does before `call`, for inputs that never become tensors. */
  protected buildOnce(inputShape: Shape): void {
    this.assertNotDisposed();
    if (this.built) return;
    this.build(inputShape);
    this.built = true;
    this._refCount ??= 1;
  }

  static override fromConfig<T extends serialization.Serializable>(
    layerClass: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    return new layerClass(readKerasConfig(config));
  }

  override toString(): string {
    const facts = Object.entries({ name: this.name, ...this.facts() });
    const shown = facts.map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    return `${this.getClassName()}(${shown.join(", ")})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

function classNameOf(layerClass: { readonly name: string; readonly className?: unknown }): string {
  return typeof layerClass.className === "string" ? layerClass.className : layerClass.name;
}
