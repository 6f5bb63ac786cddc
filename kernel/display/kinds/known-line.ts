import type { Description } from "../description.js";
import { describeDataset } from "./dataset.js";
import { discretizationSummary } from "./discretization.js";
import { describeHistory } from "./history.js";
import { describeLayer } from "./layer.js";
import { lookupSummary } from "./lookup-table.js";
import { describeModel } from "./model.js";
import { normalizationSummary } from "./normalization.js";
import {
  isDataset,
  isDiscretization,
  isHistory,
  isLayer,
  isLookupLayer,
  isModel,
  isNormalization,
  isSymbolicTensor,
} from "./recognize.js";
import { describeSymbolicTensor } from "./symbolic-tensor.js";
import { titleOf } from "./tensor.js";
import { isTensor } from "./tensor-content.js";

const line = <Value>(
  matches: (value: unknown) => value is Value,
  of: (value: Value) => string | undefined,
) => ({ matches, of });

const KINDS = [
  line(isTensor, (tensor) => (tensor.isDisposed ? `${titleOf(tensor)} disposed` : titleOf(tensor))),
  line(isSymbolicTensor, (tensor) => firstLine(describeSymbolicTensor(tensor))),
  line(isLookupLayer, (layer) => firstLine(lookupSummary(layer.lookupTable()))),
  line(isHistory, (history) => firstLine(describeHistory(history))),
  line(isModel, (model) => firstLine(describeModel(model))),
  line(isDiscretization, (layer) => firstLine(discretizationSummary(layer))),
  line(isNormalization, (layer) => firstLine(normalizationSummary(layer))),
  line(isLayer, (layer) => firstLine(describeLayer(layer))),
  line(isDataset, (dataset) => firstLine(describeDataset(dataset))),
] as readonly ReturnType<typeof line<unknown>>[];

/**
 * A value of the kernel's own kinds in one line, without the numbers of tensors; undefined for other
 * values.
 *
 * @example
 * knownLine(tf.zeros([2, 3])); // Tensor float32 [2, 3]
 */
export function knownLine(value: unknown): string | undefined {
  return KINDS.find(({ matches }) => matches(value))?.of(value);
}

/** Whether a value has a line of its own. */
export function isKnown(value: unknown): boolean {
  try {
    return KINDS.some(({ matches }) => matches(value));
  } catch {
    // a getter may refuse any question
    return false;
  }
}

function firstLine(description: Description): string | undefined {
  const first = description.kind === "stack" ? description.items[0] : description;
  return first?.kind === "summary" ? [first.title, ...first.facts].join(" ") : undefined;
}
