import type { LayersModel, Optimizer } from "@tensorflow/tfjs";
import { type Config, isRecord } from "./keras-object.js";
import { LOSSES, METRICS } from "./loss-names.js";
import { compiledAs } from "./origin.js";

/** How a model is compiled, as Keras says it; undefined when it is not, or with functions of its own. */
export function writeCompile(model: LayersModel): Config | undefined {
  const { optimizer } = model;
  if (optimizer == null) return undefined;
  const origin = compiledAs.get(model);
  if (origin?.optimizer === optimizer) return origin.config;
  const written = writeOptimizer(optimizer);
  const loss = mapNames(model.loss, LOSSES);
  const metrics = mapNames(model.metrics ?? [], METRICS);
  if (written === undefined || loss === undefined || metrics === undefined) return undefined;
  return { optimizer: written, loss, metrics };
}

// from tfjs's options, as getConfig names them, to Keras's
const OPTIMIZERS: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
  Adadelta: ["Adadelta", { learningRate: "learning_rate", rho: "rho", epsilon: "epsilon" }],
  Adagrad: [
    "Adagrad",
    { learningRate: "learning_rate", initialAccumulatorValue: "initial_accumulator_value" },
  ],
  Adam: [
    "Adam",
    { learningRate: "learning_rate", beta1: "beta_1", beta2: "beta_2", epsilon: "epsilon" },
  ],
  Adamax: [
    "Adamax",
    { learningRate: "learning_rate", beta1: "beta_1", beta2: "beta_2", epsilon: "epsilon" },
  ],
  Momentum: [
    "SGD",
    { learningRate: "learning_rate", momentum: "momentum", useNesterov: "nesterov" },
  ],
  RMSProp: [
    "RMSprop",
    {
      learningRate: "learning_rate",
      decay: "rho",
      momentum: "momentum",
      epsilon: "epsilon",
      centered: "centered",
    },
  ],
  SGD: ["SGD", { learningRate: "learning_rate" }],
};

function writeOptimizer(optimizer: Optimizer): Config | undefined {
  const known = OPTIMIZERS[optimizer.getClassName()];
  if (known === undefined) return undefined;
  const [className, names] = known;
  const options = optimizer.getConfig();
  const config = Object.entries(names).map(([tfjs, keras]) => [keras, options[tfjs] ?? null]);
  return {
    module: "keras.optimizers",
    class_name: className,
    config: Object.fromEntries(config),
    registered_name: null,
  };
}

// one name, a list or a dictionary of them
function mapNames(value: unknown, names: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") return Object.keys(names).find((name) => names[name] === value);
  if (Array.isArray(value)) {
    const all = value.map((each) => mapNames(each, names));
    return all.includes(undefined) ? undefined : all;
  }
  if (!isRecord(value)) return undefined;
  const all = Object.entries(value).map(([key, each]) => [key, mapNames(each, names)] as const);
  return all.some(([, name]) => name === undefined) ? undefined : Object.fromEntries(all);
}
