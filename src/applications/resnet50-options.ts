import type { Shape, SymbolicTensor } from "@tensorflow/tfjs";
import { received } from "../received.js";
import type { tf } from "../tensorflow.js";

type Activation = NonNullable<Parameters<typeof tf.layers.dense>[0]["activation"]>;

/** What Keras's `ResNet50` takes, in camelCase. */
export interface ResNet50Options {
  /** Whether the model ends with the layer that tells the class. Defaults to true. */
  readonly includeTop?: boolean | undefined;
  /**
   * Where the weights come from: null for random ones, `imagenet` (default) for those that Keras has put into
   * `models` in `KERAS_HOME` or `~/.keras`, or a path: HDF5 as Keras writes it, or a folder of `models.save`.
   */
  readonly weights?: string | null | undefined;
  /** An input, or what other layers make of one, in place of a new input. */
  readonly inputTensor?: SymbolicTensor | undefined;
  /** [height, width, 3], at least 32 by 32. Defaults to [224, 224, 3], without the top to any size. */
  readonly inputShape?: Shape | undefined;
  /** What becomes of the last feature maps without the top: one number each, or (default) nothing. */
  readonly pooling?: "avg" | "max" | null | undefined;
  /** Defaults to 1000. */
  readonly classes?: number | undefined;
  /** What the last layer applies; null for nothing. Defaults to `softmax`. */
  readonly classifierActivation?: Activation | null | undefined;
  /** Defaults to `resnet50`. */
  readonly name?: string | undefined;
}

/** The options, complete and checked. */
export interface ResNet50Settings {
  readonly includeTop: boolean;
  readonly weights: string | null;
  /** The image to start from, or the shape of a new input. */
  readonly image: SymbolicTensor | Shape;
  readonly pooling: "avg" | "max" | null;
  readonly classes: number;
  readonly activation: Activation | null;
  readonly name: string;
}

export const OWNER = "resnet50";

const LEAST_SIZE = 32;
const USUAL_SHAPE = [224, 224, 3];
const IMAGENET_CLASSES = 1000;

/** Throws when an option is none that Keras takes. */
export function readOptions(options: ResNet50Options): ResNet50Settings {
  const { includeTop = true, weights = "imagenet", pooling = null, name = OWNER } = options;
  const { classes = IMAGENET_CLASSES, classifierActivation: activation = "softmax" } = options;
  if (pooling !== null && pooling !== "avg" && pooling !== "max") {
    throw new Error(
      `${OWNER}: pooling must be "avg", "max" or null. Received: ${received(pooling)}`,
    );
  }
  if (!Number.isInteger(classes) || classes < 1) {
    throw new Error(
      `${OWNER}: classes must be a whole number of at least 1. Received: ${received(classes)}`,
    );
  }
  if (weights !== null && includeTop) requireImagenetTop(weights, classes, activation);
  const image = options.inputTensor ?? imageShape(options, weights);
  return { includeTop, weights, image, pooling, classes, activation, name };
}

function requireImagenetTop(weights: string, classes: number, activation: Activation | null): void {
  if (weights === "imagenet" && classes !== IMAGENET_CLASSES) {
    throw new Error(
      `${OWNER}: weights "imagenet" with the top have ${IMAGENET_CLASSES} classes. ` +
        `Received: classes=${classes}`,
    );
  }
  if (activation !== null && activation !== "softmax") {
    throw new Error(
      `${OWNER}: classifierActivation of trained weights must be "softmax" or null. ` +
        `Received: ${received(activation)}`,
    );
  }
}

function imageShape(
  { inputShape, includeTop = true }: ResNet50Options,
  weights: string | null,
): Shape {
  if (inputShape === undefined) return includeTop ? USUAL_SHAPE : [null, null, 3];
  const isSize = (size: number | null | undefined): boolean =>
    size === null
      ? !includeTop
      : size !== undefined && Number.isInteger(size) && size >= LEAST_SIZE;
  const [height, width, channels] = inputShape;
  const isImage = inputShape.length === 3 && isSize(height) && isSize(width);
  const hasChannels = weights === "imagenet" ? channels === 3 : (channels ?? 0) >= 1;
  const isUsual = weights !== "imagenet" || !includeTop || `${inputShape}` === `${USUAL_SHAPE}`;
  if (isImage && hasChannels && isUsual) return [...inputShape];
  const expected = isUsual
    ? `[height, width, 3], both at least ${LEAST_SIZE}${includeTop ? "" : " or null"}`
    : `[${USUAL_SHAPE.join(", ")}] for weights "imagenet" with the top`;
  throw new Error(
    `${OWNER}: inputShape must be ${expected}. Received: [${inputShape.map(String).join(", ")}]`,
  );
}
