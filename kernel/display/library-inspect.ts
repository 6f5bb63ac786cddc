import { type InspectOptions, inspect } from "node:util";
import { describeDataset } from "./kinds/dataset.js";
import { describeLayer } from "./kinds/layer.js";
import { describeModel } from "./kinds/model.js";
import { isDataset, isLayer, isModel, isSymbolicTensor } from "./kinds/recognize.js";
import { describeSymbolicTensor } from "./kinds/symbolic-tensor.js";
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
    Object.defineProperty(prototype, inspect.custom, {
      configurable: true,
      writable: true,
      value(this: object, depth: number, options: InspectOptions) {
        return inspected(this, depth === options.depth);
      },
    });
  }
}

function inspected(value: object, alone: boolean): string {
  try {
    const text = textOf(value);
    return alone ? text : (text.split("\n", 1)[0] ?? "");
  } catch {
    // half made, or only inheriting from one
    return `[${value.constructor.name}]`;
  }
}

function textOf(value: object): string {
  if (isModel(value)) return toText(describeModel(value));
  if (isLayer(value)) return toText(describeLayer(value));
  if (isDataset(value)) return toText(describeDataset(value));
  if (isSymbolicTensor(value)) return toText(describeSymbolicTensor(value));
  throw new TypeError("not a value of the library");
}
