import type { LayersModel, ModelCompileArgs, Optimizer, Tensor } from "@tensorflow/tfjs";
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
  const loss = readLosses(model, config.loss);
  const metrics = readMetrics(config.metrics);
  const isPlain = config.loss_weights == null && config.weighted_metrics == null;
  if (optimizer === undefined || loss === undefined || metrics === undefined || !isPlain) {
    optimizer?.dispose();
    return;
  }
  model.compile({ optimizer, loss, metrics });
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

type Loss = ModelCompileArgs["loss"];
type LossFunction = (truth: Tensor, prediction: Tensor) => Tensor;

function readLosses(model: LayersModel, saved: unknown): Loss | undefined {
  if (Array.isArray(saved)) {
    const all = saved.map(readLoss);
    return all.includes(undefined) ? undefined : (all as string[]); // or functions
  }
  if (!isRecord(saved) || isKerasObject(saved)) return readLoss(saved) as Loss | undefined;
  const names = model.outputNames;
  const all = names.map((name) => [name, readLoss(saved[name])] as const);
  if (all.some(([, loss]) => loss === undefined)) return undefined;
  return Object.fromEntries(all) as Loss; // one for each output
}

function readLoss(saved: unknown): string | LossFunction | undefined {
  if (typeof saved === "string") return LOSSES[kerasName(saved)];
  if (!isKerasObject(saved)) return undefined;
  const { from_logits, label_smoothing = 0, reduction, ignore_class, axis } = saved.config;
  const isMean = reduction === undefined || reduction === "sum_over_batch_size";
  const isPlain = label_smoothing === 0 && ignore_class == null && (axis ?? -1) === -1;
  if (!isMean || !isPlain) return undefined;
  const name = kerasName(saved.class_name);
  return from_logits === true ? FROM_LOGITS[name] : LOSSES[name];
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
