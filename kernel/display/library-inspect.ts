import { describeNow } from "./describe-now.js";
import { setInspect } from "./inspect-method.js";
import { knownLine } from "./kinds/known-line.js";
import { toText } from "./lower/to-text.js";
import { installTensorInspect } from "./tensor-inspect.js";

interface Prototyped {
  readonly prototype: object;
}

/** The classes of TensorFlow.js whose values `console.log` prints as cells show them. */
export interface InspectedClasses {
  readonly Tensor: Prototyped;
  readonly SymbolicTensor: Prototyped;
  /** models are layers, too */
  readonly Layer: Prototyped;
  readonly Dataset: Prototyped;
}

/**
 * Makes `console.log` and `util.inspect` print tensors, layers, models and datasets as the kernel
 * shows them, where Node would print every private field. Inside other objects each is one line.
 *
 * @example
 * installLibraryInspect({ Tensor: tf.Tensor, Layer: tf.layers.Layer, ... });
 * console.log(model.layers); // [ Dense units=3 activation=softmax …, … ]
 */
export function installLibraryInspect({
  Tensor,
  SymbolicTensor,
  Layer,
  Dataset,
}: InspectedClasses): void {
  installTensorInspect(Tensor.prototype);
  for (const { prototype } of [SymbolicTensor, Layer, Dataset]) {
    setInspect(prototype, inspected);
  }
}

function inspected(value: object, alone: boolean): string {
  const description = alone ? describeNow(value) : undefined;
  if (description !== undefined) return toText(description);
  try {
    return knownLine(value) ?? nameOf(value);
  } catch {
    // half made
    return nameOf(value);
  }
}

function nameOf(value: object): string {
  return `[${value.constructor.name}]`;
}
