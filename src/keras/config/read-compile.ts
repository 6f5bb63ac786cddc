import type { LayersModel, Optimizer, Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { type Config, isKerasObject, isRecord } from "./keras-object.js";
import { kerasName, LOSSES, METRICS } from "./loss-names.js";
import { compiledAs } from "./origin.js";

/**
 * Compiles a model as Keras had compiled it. Leaves it uncompiled when tfjs has not that optimizer, loss or
 * metric: then `compile` has to be called before `fit`.
 */
export function compileAs(model: LayersModel, config: Config): void {
  const optimizer = readOptimizer(config.optimizer);
  const losses = readLosses(model, config.loss);
  const metrics = readMetrics(config.metrics);
  const isPlain = config.loss_weights == null && config.weighted_metrics == null;
  if (optimizer === undefined || losses === undefined || metrics === undefined || !isPlain) {
    optimizer?.dispose();
    return;
  }
  const names = losses.map(({ name }) => name);
  model.compile({ optimizer, loss: names.length === 1 ? names[0]! : names, metrics });
  // compiled under the name, by which tfjs knows the shape of the targets
  const inner = model as unknown as Compiled & { readonly model?: Compiled }; // which a Sequential has
  const { lossFunctions } = inner.model ?? inner;
  losses.forEach(({ fromLogits }, i) => {
    if (fromLogits !== undefined) lossFunctions[i] = fromLogits;
  });
  compiledAs.set(model, { optimizer, config });
}

// options that change the steps, under which tfjs's optimizers do nothing
const PLAIN = ["weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "loss_scale_factor"];
const PLAIN_TOO = ["use_ema", "gradient_accumulation_steps", "amsgrad"];

function readOptimizer(saved: unknown): Optimizer | undefined {
  if (!isKerasObject(saved)) return undefined;
  const { class_name, config } = saved;
  if ([...PLAIN, ...PLAIN_TOO].some((option) => (config[option] ?? false) !== false)) {
    return undefined;
  }
  const number = (option: string): number => Number(config[option]);
  if (typeof config.learning_rate !== "number") return undefined; // a schedule
  const rate = config.learning_rate;
  switch (class_name) {
    case "SGD":
      return number("momentum") > 0
        ? tf.train.momentum(rate, number("momentum"), config.nesterov === true)
        : tf.train.sgd(rate);
    case "RMSprop": {
      const centered = config.centered === true;
      return tf.train.rmsprop(rate, number("rho"), number("momentum"), number("epsilon"), centered);
    }
    case "Adam":
      return tf.train.adam(rate, number("beta_1"), number("beta_2"), number("epsilon"));
    case "Adamax":
      return tf.train.adamax(rate, number("beta_1"), number("beta_2"), number("epsilon"));
    case "Adadelta":
      return tf.train.adadelta(rate, number("rho"), number("epsilon"));
    case "Adagrad":
      return tf.train.adagrad(rate, number("initial_accumulator_value"));
    default:
      return undefined;
  }
}

// what tfjs keeps to itself
interface Compiled {
  readonly lossFunctions: LossFunction[];
}

type LossFunction = (truth: Tensor, prediction: Tensor) => Tensor;

interface Loss {
  /** The loss in tfjs. */
  readonly name: string;
  /** What to compute in its place, for outputs that are no probabilities. */
  readonly fromLogits?: LossFunction;
}

// one for each output
function readLosses(model: LayersModel, saved: unknown): Loss[] | undefined {
  // a Sequential has no names before it is built
  const names = model.outputs.map((_, i) => model.outputNames?.[i] ?? "");
  const listed = Array.isArray(saved)
    ? saved
    : isRecord(saved) && !isKerasObject(saved)
      ? names.map((name) => saved[name])
      : names.map(() => saved);
  const losses = listed.map(readLoss);
  const isComplete = losses.length === names.length && !losses.includes(undefined);
  return isComplete ? (losses as Loss[]) : undefined; // just checked
}

function readLoss(saved: unknown): Loss | undefined {
  const { class_name, config }: { class_name: unknown; config: Config } = isKerasObject(saved)
    ? saved
    : { class_name: saved, config: {} };
  if (typeof class_name !== "string") return undefined;
  const { from_logits, label_smoothing = 0, reduction, ignore_class, axis } = config;
  const isMean = reduction === undefined || reduction === "sum_over_batch_size";
  const isPlain = label_smoothing === 0 && ignore_class == null && (axis ?? -1) === -1;
  const keras = kerasName(class_name);
  const name = LOSSES[keras];
  if (!isMean || !isPlain || name === undefined) return undefined;
  if (from_logits !== true) return { name };
  const fromLogits = FROM_LOGITS[keras];
  return fromLogits === undefined ? undefined : { name, fromLogits };
}

const { NONE } = tf.Reduction;

const FROM_LOGITS: Readonly<Record<string, LossFunction>> = {
  binary_crossentropy: (truth, prediction) =>
    tf.mean(tf.losses.sigmoidCrossEntropy(truth, prediction, undefined, 0, NONE), -1),
  categorical_crossentropy: (truth, prediction) =>
    tf.losses.softmaxCrossEntropy(truth, prediction, undefined, 0, NONE),
  sparse_categorical_crossentropy: (truth, prediction) => {
    const labels = tf.cast(tf.reshape(truth, prediction.shape.slice(0, -1)), "int32");
    const classes = tf.oneHot(labels, prediction.shape.at(-1)!);
    return tf.losses.softmaxCrossEntropy(classes, prediction, undefined, 0, NONE);
  },
};

function readMetrics(saved: unknown): string[] | undefined {
  if (saved == null) return [];
  if (!Array.isArray(saved)) return undefined;
  const names = saved.flat().map((each: unknown) => {
    const name = isKerasObject(each) ? each.class_name : each;
    return typeof name === "string" ? METRICS[kerasName(name)] : undefined;
  });
  return names.includes(undefined) ? undefined : (names as string[]); // just checked
}
