import type { Description } from "./description.js";
import { describeDataset } from "./kinds/dataset.js";
import { describeDiscretization } from "./kinds/discretization.js";
import { describeHistory } from "./kinds/history.js";
import { describeLayer } from "./kinds/layer.js";
import { describeLookup } from "./kinds/lookup-table.js";
import { describeModel } from "./kinds/model.js";
import { describeNormalization } from "./kinds/normalization.js";
import {
  isDataset,
  isDiscretization,
  isHistory,
  isLayer,
  isLookupLayer,
  isModel,
  isNormalization,
  isSymbolicTensor,
  isTypedArray,
} from "./kinds/recognize.js";
import { describeSymbolicTensor } from "./kinds/symbolic-tensor.js";
import { describeDrawn } from "./kinds/tensor.js";
import {
  contentOf,
  isTensor,
  type TensorContent,
  type TensorLike,
} from "./kinds/tensor-content.js";
import { describeTypedArray } from "./kinds/typed-array.js";

interface Kind<Value> {
  matches(value: unknown): value is Value;
  describe(value: Value): Description;
}

const kind = <Value>(
  matches: Kind<Value>["matches"],
  describe: Kind<Value>["describe"],
): Kind<Value> => ({ matches, describe });

const KINDS = [
  kind(isTensor, (tensor) => describeDrawn(tensor, readNow(tensor))),
  kind(isSymbolicTensor, describeSymbolicTensor),
  kind(isLookupLayer, (layer) => describeLookup(layer.lookupTable())),
  kind(isHistory, describeHistory),
  kind(isModel, describeModel),
  kind(isDiscretization, describeDiscretization),
  kind(isNormalization, describeNormalization),
  kind(isLayer, describeLayer),
  kind(isDataset, describeDataset),
  kind(isTypedArray, describeTypedArray),
] as readonly Kind<unknown>[];

/**
 * What a value of the kernel's own kinds looks like, without a turn of the event loop: there is none
 * while a debugger holds user code. `undefined` for any other value, and for one that cannot be read.
 */
export function describeNow(value: unknown): Description | undefined {
  try {
    return KINDS.find(({ matches }) => matches(value))?.describe(value);
  } catch {
    return undefined;
  }
}

/** `undefined` when it was disposed */
function readNow(tensor: TensorLike): TensorContent | undefined {
  if (tensor.isDisposed === true) return undefined;
  const { dataSync } = tensor as TensorLike & { dataSync(): unknown };
  return contentOf(tensor, dataSync.call(tensor));
}
