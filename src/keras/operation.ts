import type { Shape, serialization, Tensor } from "@tensorflow/tfjs";
import { protect, unprotect } from "../layers/base/config-text.js";
import { registerLayer } from "../layers/base/register-layer.js";
import { tf } from "../tensorflow.js";

const OPERATIONS: Readonly<Record<string, (...operands: Tensor[]) => Tensor>> = {
  Absolute: (x) => tf.abs(x!),
  Add: (x, y) => tf.add(x!, y!),
  Divide: (x, y) => tf.div(x!, y!),
  Exp: (x) => tf.exp(x!),
  Log: (x) => tf.log(x!),
  Maximum: (x, y) => tf.maximum(x!, y!),
  Minimum: (x, y) => tf.minimum(x!, y!),
  Multiply: (x, y) => tf.mul(x!, y!),
  Negative: (x) => tf.neg(x!),
  Power: (x, y) => tf.pow(x!, y!),
  Relu: (x) => tf.relu(x!),
  Sigmoid: (x) => tf.sigmoid(x!),
  Sqrt: (x) => tf.sqrt(x!),
  Square: (x) => tf.square(x!),
  Subtract: (x, y) => tf.sub(x!, y!),
  Tanh: (x) => tf.tanh(x!),
  TrueDivide: (x, y) => tf.div(x!, y!),
};

/** Options of `KerasOperation`. */
export interface KerasOperationOptions {
  readonly name: string;
  /** The class of the operation in Keras. */
  readonly operation: string;
  /** Keras's module of it. */
  readonly module: string;
  /** What it is called on: numbers, and null for each of the layer's inputs in turn. */
  readonly operands: readonly (number | null)[];
}

/** Whether `KerasOperation` knows an operation. */
export function isKnownOperation(name: string): boolean {
  return name in OPERATIONS;
}

/** An arithmetic operation that stands in a Functional model without a layer: `x * 2`, `x + y`, `relu(x)`. */
export class KerasOperation extends tf.layers.Layer {
  static className = "KerasOperation";

  readonly operation: string;
  readonly module: string;
  readonly operands: readonly (number | null)[];

  constructor({ name, operation, module, operands }: KerasOperationOptions) {
    super({ name });
    this.operation = operation;
    this.module = module;
    this.operands = operands;
  }

  // by broadcasting
  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const isOne = !Array.isArray(inputShape[0]);
    const shapes = (isOne ? [inputShape] : inputShape) as Shape[]; // one or a list
    const rank = Math.max(...shapes.map((shape) => shape.length));
    return Array.from({ length: rank }, (_, axis) => {
      const sizes = shapes.map((shape) => at(shape, shape.length - rank + axis));
      const known = sizes.find((size) => size !== null && size !== 1);
      return known ?? (sizes.every((size) => size === 1) ? 1 : null);
    });
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const given = [inputs].flat();
      const operands = this.operands.map((operand) =>
        operand === null ? given.shift()! : tf.scalar(operand),
      );
      const numbers = operands.map((operand) => tf.cast(operand, "float32"));
      return OPERATIONS[this.operation]!(...numbers);
    });
  }

  override getConfig(): serialization.ConfigDict {
    const { operation, module, operands } = this;
    return {
      ...super.getConfig(),
      operation: protect(operation),
      module: protect(module),
      operands: [...operands],
    };
  }

  static override fromConfig<T extends serialization.Serializable>(
    layerClass: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    const options = Object.entries(config).map(([option, value]) => [option, unprotect(value)]);
    return new layerClass(Object.fromEntries(options));
  }
}

// a missing axis is one of size 1
function at(shape: Shape, axis: number): number | null {
  return axis < 0 ? 1 : shape[axis]!;
}

registerLayer(KerasOperation);
