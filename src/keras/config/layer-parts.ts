import { camelCase } from "../../layers/base/choose.js";
import { received } from "../../received.js";
import { type Config, isRecord, snakeCase } from "./keras-object.js";

/** A part of a layer as tfjs serializes it. */
interface TfjsPart {
  readonly className: string;
  readonly config: Config;
}

// Keras's names of activations and tfjs's
const ACTIVATIONS: Readonly<Record<string, string>> = {
  celu: "celu",
  elu: "elu",
  exponential: "exponential",
  gelu: "gelu",
  hard_shrink: "hardShrink",
  hard_sigmoid: "kerasHardSigmoid",
  hard_silu: "kerasHardSilu",
  hard_swish: "kerasHardSilu",
  hard_tanh: "hardTanh",
  leaky_relu: "kerasLeakyRelu",
  linear: "linear",
  log_sigmoid: "logSigmoid",
  log_softmax: "logSoftmax",
  mish: "mish",
  relu: "relu",
  relu6: "relu6",
  selu: "selu",
  sigmoid: "sigmoid",
  silu: "swish",
  soft_shrink: "softShrink",
  softmax: "softmax",
  softplus: "softplus",
  softsign: "softsign",
  squareplus: "squareplus",
  swish: "swish",
  tanh: "tanh",
  tanh_shrink: "tanhShrink",
};

// where the names of classes differ: Keras's first
const CLASSES: readonly (readonly [string, string])[] = [
  ["LecunNormal", "LeCunNormal"],
  ["LecunUniform", "LeCunUniform"],
];

const KNOWN: Readonly<Record<Kind, readonly string[]>> = {
  initializer: [
    ["Zeros", "Ones", "Constant", "RandomUniform", "RandomNormal", "TruncatedNormal", "Identity"],
    ["VarianceScaling", "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "Orthogonal"],
    ["LecunUniform", "LecunNormal"],
  ].flat(),
  regularizer: ["L1L2", "L1", "L2"],
  constraint: ["MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"],
};

type Kind = "initializer" | "regularizer" | "constraint";

/** Which part an option of a layer is; undefined for plain values. */
export function partKind(option: string): Kind | "activation" | undefined {
  return /(?:^|_)(initializer|regularizer|constraint|activation)$/.exec(option)?.[1] as Kind; // one of them
}

/** Keras's initializer, regularizer or constraint for tfjs. Throws, naming `owner`, when tfjs has none like it. */
export function readPart(owner: string, option: string, kind: Kind, saved: unknown): TfjsPart {
  const { name, config } = nameAndConfig(saved);
  if (!KNOWN[kind].includes(name)) {
    throw new Error(`${owner}: the ${kind} of ${option} is not supported. Received: ${name}`);
  }
  if (kind === "regularizer") {
    return { className: "L1L2", config: { l1: config.l1 ?? 0, l2: config.l2 ?? 0 } };
  }
  if (config.distribution === "untruncated_normal") {
    throw new Error(
      `${owner}: the distribution of ${option} is not supported. Received: "untruncated_normal"`,
    );
  }
  const className = CLASSES.find(([keras]) => keras === name)?.[1] ?? name;
  const entries = Object.entries(config).map(([key, value]) => [
    camelCase(key),
    typeof value === "string" ? camelCase(value) : value,
  ]);
  return { className, config: Object.fromEntries(entries) };
}

/** tfjs's initializer, regularizer or constraint for Keras. */
export function writePart(owner: string, option: string, kind: Kind, part: unknown): Config {
  const { name, config } = nameAndConfig(part);
  const className = CLASSES.find(([, tfjs]) => tfjs === name)?.[0] ?? name;
  if (!KNOWN[kind].includes(className)) {
    throw new Error(`${owner}: Keras has no ${kind} like that of ${option}. Received: ${name}`);
  }
  const entries = Object.entries(config).map(([key, value]) => [
    snakeCase(key),
    typeof value === "string" ? snakeCase(value) : (value ?? null),
  ]);
  const options: Record<string, unknown> = Object.fromEntries(entries);
  if (options.distribution === "normal") options.distribution = "truncated_normal";
  return {
    module: `keras.${kind}s`,
    class_name: className,
    config: options,
    registered_name: null,
  };
}

function nameAndConfig(part: unknown): { name: string; config: Config } {
  if (typeof part === "string") {
    const camel = camelCase(part);
    return { name: camel.charAt(0).toUpperCase() + camel.slice(1), config: {} };
  }
  if (!isRecord(part)) return { name: received(part), config: {} };
  const name = part.class_name ?? part.className;
  return { name: String(name), config: isRecord(part.config) ? part.config : {} };
}

/** Keras's activation for tfjs. Throws, naming `owner`, when it is a function of the model's own. */
export function readActivation(owner: string, option: string, saved: unknown): string {
  const isFunction = isRecord(saved) && saved.class_name === "function";
  const name = isRecord(saved) ? (isFunction ? saved.config : saved.class_name) : saved;
  const known = typeof name === "string" ? ACTIVATIONS[name] : undefined;
  if (known !== undefined) return known;
  throw new Error(`${owner}: the ${option} is not supported. Received: ${received(name)}`);
}

/** tfjs's activation for Keras. */
export function writeActivation(owner: string, option: string, name: unknown): string {
  const known = Object.entries(ACTIVATIONS).find(([, tfjs]) => tfjs === name)?.[0];
  if (known !== undefined) return known;
  throw new Error(`${owner}: Keras has no ${option} like it. Received: ${received(name)}`);
}
