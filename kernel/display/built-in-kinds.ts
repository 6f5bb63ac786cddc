import { types } from "node:util";
import { frameOf, isFrame } from "./frames/frame-like.js";
import { viewFrame } from "./frames/frame-view.js";
import { canvasPng, isCanvas } from "./kinds/canvas.js";
import { chartData } from "./kinds/chart-spec.js";
import { describeImageBytes, isImageBytes } from "./kinds/image-bytes.js";
import {
  isBigIntArray,
  isDataset,
  isDiscretization,
  isHistory,
  isLayer,
  isLookupLayer,
  isMemory,
  isModel,
  isNormalization,
  isRaggedTensor,
  isSymbolicTensor,
  isTensorGroup,
  isTypedArray,
  type TypedArray,
} from "./kinds/recognize.js";
import { describeTensor } from "./kinds/tensor.js";
import { isTensor, readTensor } from "./kinds/tensor-content.js";
import { describeTensorGroup } from "./kinds/tensor-group.js";
import { registerRenderer } from "./renderer-registry.js";
import { elementData, isElement } from "./shown/element.js";

const COPIED_UP_TO = 1_000_000;

let registered = false;

/**
 * Registers the kernel's own kinds once, the most particular last so that it is asked first. What a
 * kind looks like is loaded when the first value of it is shown: a kernel starts without. Values are
 * read before that, for the cell may change or dispose of them.
 */
export function registerBuiltInKinds(): void {
  if (registered) return;
  registered = true;
  registerRenderer({
    name: "typed array",
    matches: isTypedArray,
    describe: async (array) => {
      const now = snapshot(array);
      const { describeTypedArray } = await import("./kinds/typed-array.js");
      return describeTypedArray(now);
    },
  });
  registerRenderer({
    name: "64-bit integers",
    matches: isBigIntArray,
    describe: async (array) => {
      const now = array.length > COPIED_UP_TO ? array : array.slice();
      const { describeBigIntArray } = await import("./kinds/typed-array.js");
      return describeBigIntArray(now);
    },
  });
  registerRenderer({
    name: "memory",
    matches: isMemory,
    describe: async (memory) => {
      const bytes = snapshot(bytesOf(memory)) as Uint8Array;
      const { describeBytes } = await import("./kinds/typed-array.js");
      return describeBytes(memoryName(memory), bytes);
    },
  });
  registerRenderer({ name: "image bytes", matches: isImageBytes, describe: describeImageBytes });
  registerRenderer({
    name: "chart",
    matches: (value): value is object => chartData(value) !== undefined,
    describe: (value) => ({ kind: "foreign", data: chartData(value)! }),
  });
  registerRenderer({
    name: "element",
    matches: isElement,
    describe: (element) => ({ kind: "foreign", data: elementData(element) }),
  });
  registerRenderer({
    name: "canvas",
    matches: isCanvas,
    describe: (canvas) => describeImageBytes(canvasPng(canvas)),
  });
  registerRenderer({
    name: "data frame",
    matches: isFrame,
    describe: async (value) => {
      const view = viewFrame(frameOf(value)!);
      const { describeFrame } = await import("./frames/describe-frame.js");
      return describeFrame(view);
    },
  });
  registerRenderer({
    name: "layer",
    matches: isLayer,
    describe: async (layer) => {
      const { describeLayerInUse } = await import("./kinds/layer.js");
      return describeLayerInUse(layer);
    },
  });
  registerRenderer({
    name: "discretization",
    matches: isDiscretization,
    describe: async (layer) => {
      const { describeDiscretization } = await import("./kinds/discretization.js");
      return describeDiscretization(layer);
    },
  });
  registerRenderer({
    name: "normalization",
    matches: isNormalization,
    describe: async (layer) => {
      const { describeNormalization } = await import("./kinds/normalization.js");
      return describeNormalization(layer);
    },
  });
  registerRenderer({
    name: "model",
    matches: isModel,
    describe: async (model) => {
      const { describeModel } = await import("./kinds/model.js");
      return describeModel(model);
    },
  });
  registerRenderer({
    name: "history",
    matches: isHistory,
    describe: async ({ epoch, history }) => {
      const now = structuredClone({ epoch, history });
      const { describeHistory } = await import("./kinds/history.js");
      return describeHistory(now);
    },
  });
  registerRenderer({
    name: "dataset",
    matches: isDataset,
    describe: async (dataset) => {
      const { describeDataset } = await import("./kinds/dataset.js");
      return describeDataset(dataset);
    },
  });
  registerRenderer({
    name: "lookup table",
    matches: isLookupLayer,
    describe: async (layer) => {
      const table = layer.lookupTable();
      const { describeLookup } = await import("./kinds/lookup-table.js");
      return describeLookup(table);
    },
  });
  registerRenderer({
    name: "symbolic tensor",
    matches: isSymbolicTensor,
    describe: async (tensor) => {
      const { describeSymbolicTensor } = await import("./kinds/symbolic-tensor.js");
      return describeSymbolicTensor(tensor);
    },
  });
  registerRenderer({
    name: "ragged tensor",
    matches: isRaggedTensor,
    describe: async (ragged) => {
      const content = await readTensor(ragged.values);
      const { describeRaggedTensor } = await import("./kinds/ragged-tensor.js");
      return describeRaggedTensor(
        ragged,
        content?.type === "numbers" ? content.numbers : undefined,
      );
    },
  });
  registerRenderer({
    name: "tensor group",
    matches: isTensorGroup,
    describe: describeTensorGroup,
  });
  registerRenderer({
    name: "tensor",
    matches: isTensor,
    describe: describeTensor,
  });
}

function bytesOf(memory: ArrayBufferLike | DataView): Uint8Array {
  return ArrayBuffer.isView(memory)
    ? new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength)
    : new Uint8Array(memory);
}

function memoryName(memory: ArrayBufferLike | DataView): string {
  if (ArrayBuffer.isView(memory)) return "DataView";
  return types.isSharedArrayBuffer(memory) ? "SharedArrayBuffer" : "ArrayBuffer";
}

function snapshot(array: TypedArray): TypedArray {
  return array.length > COPIED_UP_TO ? array : (array as Float64Array).slice();
}
