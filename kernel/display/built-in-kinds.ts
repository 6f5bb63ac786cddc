import { isCanvas, isDecodedPixels, isSharp } from "../../src/images/pixel-source.js";
import { frameOf, isFrame } from "./frames/frame-like.js";
import { viewFrame } from "./frames/frame-view.js";
import { describeCanvas } from "./kinds/canvas.js";
import { chartData } from "./kinds/chart-spec.js";
import { describePixels, describeSharp } from "./kinds/decoded-pixels.js";
import { describeDrawnChart, isDrawnChart } from "./kinds/drawn-chart.js";
import { describeImageBytes, isImageBytes } from "./kinds/image-bytes.js";
import { imageFile, isImageFile } from "./kinds/image-file.js";
import {
  isDataset,
  isHistory,
  isLayer,
  isLookupLayer,
  isModel,
  isSymbolicTensor,
  isTensorGroup,
  isTypedArray,
  type TypedArray,
} from "./kinds/recognize.js";
import { isTensor, readTensor } from "./kinds/tensor-content.js";
import { registerRenderer } from "./renderer-registry.js";
import { elementData, isElement } from "./shown/element.js";

const COPIED_UP_TO = 1_000_000;
const GROUP_READ = 20;

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
  registerRenderer({ name: "image bytes", matches: isImageBytes, describe: describeImageBytes });
  registerRenderer({ name: "decoded pixels", matches: isDecodedPixels, describe: describePixels });
  registerRenderer({
    name: "image file",
    matches: isImageFile,
    describe: (value) => describeImageBytes(imageFile(value)!),
  });
  registerRenderer({ name: "sharp image", matches: isSharp, describe: describeSharp });
  registerRenderer({
    name: "chart",
    matches: (value): value is object => chartData(value) !== undefined,
    describe: (value) => ({ kind: "foreign", data: chartData(value)! }),
  });
  registerRenderer({ name: "drawn chart", matches: isDrawnChart, describe: describeDrawnChart });
  registerRenderer({
    name: "element",
    matches: isElement,
    describe: (element) => ({ kind: "foreign", data: elementData(element) }),
  });
  registerRenderer({ name: "canvas", matches: isCanvas, describe: describeCanvas });
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
    name: "tensor group",
    matches: isTensorGroup,
    describe: async (group) => {
      const first = Object.values(group).slice(0, GROUP_READ);
      const [contents, { describeTensorGroup }] = await Promise.all([
        Promise.all(first.map(readTensor)),
        import("./kinds/tensor-group.js"),
      ]);
      return describeTensorGroup(group, contents);
    },
  });
  registerRenderer({
    name: "tensor",
    matches: isTensor,
    describe: async (tensor) => {
      const [content, { describeTensor }] = await Promise.all([
        readTensor(tensor),
        import("./kinds/tensor.js"),
      ]);
      return describeTensor(tensor, content);
    },
  });
}

function snapshot(array: TypedArray): TypedArray {
  return array.length > COPIED_UP_TO ? array : (array as Float64Array).slice();
}
