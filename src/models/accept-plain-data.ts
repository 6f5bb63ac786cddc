import type {
  History,
  LayersModel,
  ModelEvaluateArgs,
  ModelFitArgs,
  Scalar,
  Shape,
  Tensor,
  TensorContainerObject,
} from "@tensorflow/tfjs";
import { tf } from "../tensorflow.js";
import { inputSlots, type ModelData, type Slot, toModelTensors } from "./model-inputs.js";

/** Options of `predict`. */
export interface PredictArgs {
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
  extends Pick<
    LayersModel,
    | "name"
    | "inputs"
    | "inputNames"
    | "predict"
    | "predictOnBatch"
    | "evaluate"
    | "fit"
    | "trainOnBatch"
  > {
  feedInputShapes: Shape[];
  readonly feedOutputNames?: readonly string[];
  readonly feedOutputShapes: readonly Shape[];
  predictLoop(inputs: Tensor[], batchSize: number): Tensor | Tensor[];
  standardizeUserDataXY(
    xs: Tensor[],
    ys: Tensor[],
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
  const { predict, evaluate, fit, trainOnBatch, standardizeUserDataXY } = model;

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

  model.evaluate = function (this: ModelParts, x: ModelData, y: ModelData, args) {
    const { xs, ys, made } = lend(this, "evaluate", x, y);
    try {
      return evaluate.call(this, xs, ys, args);
    } finally {
      tf.dispose(made);
    }
  };

  model.fit = async function (this: ModelParts, x: ModelData, y: ModelData, args = {}) {
    const { xs, ys, made } = lend(this, "fit", x, y);
    try {
      const { validationData } = args;
      if (validationData?.length !== 2) return await fit.call(this, xs, ys, args);
      const validation = lend(this, "fit, validationData", ...validationData);
      made.push(...validation.made);
      return await fit.call(this, xs, ys, {
        ...args,
        validationData: [validation.xs, validation.ys],
      });
    } finally {
      tf.dispose(made);
    }
  };

  model.trainOnBatch = async function (this: ModelParts, x: ModelData, y: ModelData) {
    const { xs, ys, made } = lend(this, "trainOnBatch", x, y);
    try {
      return await trainOnBatch.call(this, xs, ys);
    } finally {
      tf.dispose(made);
    }
  };

  // fit, evaluate and trainOnBatch check their data here, and dispose of what is not the caller's own
  model.standardizeUserDataXY = function (this: ModelParts, xs, ys, checkBatchAxis, batchSize) {
    const shapes = this.feedInputShapes;
    if (!shapes.some(isScalar)) {
      return standardizeUserDataXY.call(this, xs, ys, checkBatchAxis, batchSize);
    }
    this.feedInputShapes = shapes.map((shape) => (isScalar(shape) ? [...shape, 1] : shape));
    try {
      const [inputs, targets] = standardizeUserDataXY.call(this, xs, ys, checkBatchAxis, batchSize);
      return [dropExtra(shapes, inputs, xs), targets];
    } finally {
      this.feedInputShapes = shapes;
    }
  };
}

/** Data as tensors, and those of them that were made here. */
interface Lent {
  readonly xs: Tensor[];
  readonly ys: Tensor[];
  readonly made: Tensor[];
}

function lend(model: ModelParts, method: string, x: unknown, y: unknown): Lent {
  const owner = `${method} of ${model.name}`;
  const made: Tensor[] = [];
  return tf.tidy(() => {
    const xs = toModelTensors(owner, x, inputSlots(model), made);
    // before compile, which tfjs asks for next, a model has no targets
    const slots = targetSlots(model);
    const ys = slots.length === 0 ? [] : toModelTensors(owner, y, slots, made);
    // tidy keeps what it is given back, in any nesting
    return { xs, ys, made } as Lent & TensorContainerObject;
  });
}

/** Whether an example has no dimension of its own. */
function isScalar(shape: Shape): boolean {
  return shape.length === 1;
}

function targetSlots({ feedOutputNames = [], feedOutputShapes }: ModelParts): Slot[] {
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

function dropExtra(
  shapes: readonly Shape[],
  inputs: readonly Tensor[],
  own: readonly Tensor[],
): Tensor[] {
  return inputs.map((input, i) => {
    if (!isScalar(shapes[i]!)) return input;
    const dropped = flat(input);
    if (!own.includes(input)) input.dispose();
    return dropped;
  });
}

function flat(tensor: Tensor): Tensor {
  return tensor.reshape([tensor.shape[0]!]);
}
