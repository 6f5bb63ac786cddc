import type {
  History,
  LayersModel,
  ModelEvaluateArgs,
  ModelFitArgs,
  Scalar,
  Shape,
  Tensor,
} from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";
import { inputSlots, type ModelData, type Slot, toModelTensors } from "./model-inputs.js";

interface PredictArgs {
  readonly batchSize?: number;
  readonly verbose?: boolean;
}

// an augmentation can only list overloads, and the subclass needs the same ones
declare module "@tensorflow/tfjs-layers/dist/engine/training.js" {
  interface LayersModel {
    predict(x: ModelData, args?: PredictArgs): Tensor | Tensor[];
    predictOnBatch(x: ModelData): Tensor | Tensor[];
    evaluate(x: ModelData, y: ModelData, args?: ModelEvaluateArgs): Scalar | Scalar[];
    fit(x: ModelData, y: ModelData, args?: ModelFitArgs): Promise<History>;
    trainOnBatch(x: ModelData, y: ModelData): Promise<number | number[]>;
  }
}
declare module "@tensorflow/tfjs-layers/dist/models.js" {
  interface Sequential {
    predict(x: ModelData, args?: PredictArgs): Tensor | Tensor[];
    predictOnBatch(x: ModelData): Tensor | Tensor[];
    evaluate(x: ModelData, y: ModelData, args?: ModelEvaluateArgs): Scalar | Scalar[];
    fit(x: ModelData, y: ModelData, args?: ModelFitArgs): Promise<History>;
    trainOnBatch(x: ModelData, y: ModelData): Promise<number | number[]>;
  }
}

/** Private parts of tfjs's model, whose version is pinned. */
interface ModelParts
  extends Pick<LayersModel, "name" | "inputs" | "inputNames" | "predict" | "predictOnBatch"> {
  feedInputShapes: Shape[];
  readonly feedOutputNames: readonly string[];
  readonly feedOutputShapes: readonly Shape[];
  predictLoop(inputs: Tensor[], batchSize: number): Tensor | Tensor[];
  standardizeUserDataXY(
    x: unknown,
    y: unknown,
    checkBatchAxis?: boolean,
    batchSize?: number,
  ): [Tensor[], Tensor[]];
}

const patched = new WeakSet<object>();

/**
 * Lets `predict`, `fit`, `evaluate` and their kin take plain values as well as tensors, strings first of
 * all, and inputs of shape [] per example, which tfjs gives a dimension that the model does not have.
 */
export function acceptPlainData(): void {
  const model = tf.LayersModel.prototype as unknown as ModelParts; // private parts are no part of the type
  if (patched.has(model)) return;
  patched.add(model);
  const { predict, standardizeUserDataXY } = model;

  model.predict = function (this: ModelParts, x: ModelData, args: PredictArgs = {}) {
    return tf.tidy(() => {
      const inputs = toModelTensors(`predict of ${this.name}`, x, inputSlots(this));
      if (!this.feedInputShapes.some(isScalar)) return predict.call(this, inputs, args);
      const batchSize = args.batchSize ?? 32;
      if (!Number.isInteger(batchSize) || batchSize < 1) {
        throw new Error(
          `predict: batchSize must be a whole number of at least 1. Received: ${batchSize}`,
        );
      }
      return this.predictLoop(withoutExtra(this, inputs), batchSize);
    });
  };

  model.predictOnBatch = function (this: ModelParts, x: ModelData) {
    return tf.tidy(() => {
      const inputs = toModelTensors(`predictOnBatch of ${this.name}`, x, inputSlots(this));
      return this.predict(inputs, { batchSize: Math.max(1, inputs[0]?.shape[0] ?? 1) });
    });
  };

  // fit, evaluate and trainOnBatch read their data here, and dispose of what is not the caller's own
  model.standardizeUserDataXY = function (this: ModelParts, x, y, checkBatchAxis, batchSize) {
    const shapes = this.feedInputShapes;
    const [inputs, targets] = tf.tidy(() => {
      const xs = toModelTensors(this.name, x, inputSlots(this));
      const ys = toModelTensors(this.name, y, targetSlots(this));
      this.feedInputShapes = shapes.map((shape) => (isScalar(shape) ? [...shape, 1] : shape));
      try {
        return standardizeUserDataXY.call(this, xs, ys, checkBatchAxis, batchSize);
      } finally {
        this.feedInputShapes = shapes;
      }
    });
    return [shapes.some(isScalar) ? dropExtra(shapes, inputs, x) : inputs, targets];
  };
}

/** Whether an example has no dimension of its own. */
function isScalar(shape: Shape): boolean {
  return shape.length === 1;
}

function targetSlots({ feedOutputNames, feedOutputShapes }: ModelParts): Slot[] {
  return feedOutputNames.map((name, i) => ({
    name,
    shape: feedOutputShapes[i]!,
    dtype: "float32",
  }));
}

function withoutExtra(model: ModelParts, inputs: Tensor[]): Tensor[] {
  return inputs.map((input, i) => {
    const shape = model.feedInputShapes[i]!;
    const { length } = shape;
    if (input.rank === length) return input;
    if (length === 1 && input.rank === 2 && input.shape[1] === 1) return flat(input);
    if (length === 2 && input.rank === 1) return input.expandDims(1);
    throw new Error(
      `predict: expected ${model.inputNames[i]} of shape [${shape.join(", ")}]. ` +
        `Received: shape [${input.shape.join(", ")}]`,
    );
  });
}

function dropExtra(shapes: readonly Shape[], inputs: readonly Tensor[], own: unknown): Tensor[] {
  const isOwn = (tensor: Tensor) => tensor === own || (Array.isArray(own) && own.includes(tensor));
  return inputs.map((input, i) => {
    if (!isScalar(shapes[i]!)) return input;
    const dropped = flat(input);
    if (!isOwn(input)) input.dispose();
    return dropped;
  });
}

function flat(tensor: Tensor): Tensor {
  return tensor.reshape([tensor.shape[0]!]);
}
