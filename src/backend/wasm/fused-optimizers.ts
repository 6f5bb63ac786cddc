import type { Optimizer, Tensor, Variable } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { type Cells, claimCells } from "./claim-cells.js";
import { activeWasmBackend, routinesFor, type WasmBackend } from "./wasm-backend.js";

interface Slot {
  readonly originalName: string;
  readonly variable: Variable;
}

/** Private fields of tfjs's optimizers, all of them at once. */
interface OptimizerState {
  readonly learningRate: number;
  readonly epsilon: number;
  // SGD, momentum
  readonly momentum: number;
  readonly useNesterov: boolean;
  readonly accumulations: Slot[];
  // RMSprop
  readonly decay: number;
  readonly centered: boolean;
  readonly accumulatedMeanSquares: Slot[];
  readonly accumulatedMoments: Slot[];
  // Adam
  readonly beta1: number;
  readonly beta2: number;
  readonly accBeta1: Variable;
  readonly accBeta2: Variable;
  readonly accumulatedFirstMoment: Slot[];
  readonly accumulatedSecondMoment: Slot[];
  incrementIterations(): void;
}

type Gradients = Parameters<Optimizer["applyGradients"]>[0];
type ApplyGradients = (this: OptimizerState, gradients: Gradients) => void;

/** One variable of a step; without a gradient it stays where it is. */
interface Update {
  readonly variable: Variable;
  readonly gradient: Tensor | undefined;
  readonly index: number;
}

/** How one optimizer moves one variable. */
interface Fusion {
  readonly slots: (state: OptimizerState) => readonly { list: Slot[]; suffix: string }[];
  readonly isFusable?: (state: OptimizerState) => boolean;
  /** Runs for each variable: addresses of the value, the gradient and the slots. */
  readonly move: (
    state: OptimizerState,
    backend: WasmBackend,
  ) => (count: number, value: number, gradient: number, ...slots: number[]) => void;
  readonly finish?: (state: OptimizerState) => void;
}

const OWN = Symbol.for("preplab.applyGradients");

/**
 * Lets tfjs's SGD, momentum, RMSprop and Adam move each variable in place with one routine when the WebAssembly
 * backend is active. The numbers are those of tfjs.
 */
export function fuseOptimizers(): void {
  fuse(tf.SGDOptimizer, sgd);
  fuse(tf.MomentumOptimizer, momentum);
  fuse(tf.RMSPropOptimizer, rmsprop);
  fuse(tf.AdamOptimizer, adam);
}

const sgd: Fusion = {
  slots: () => [],
  move: ({ learningRate }, backend) => {
    const { updateSgd } = routinesFor(backend);
    return (count, value, gradient) => updateSgd(value, gradient, count, -learningRate);
  },
};

const momentum: Fusion = {
  slots: ({ accumulations }) => [{ list: accumulations, suffix: "momentum" }],
  move: (state, backend) => {
    const { updateMomentum } = routinesFor(backend);
    const { learningRate, useNesterov } = state;
    return (count, value, gradient, moment) =>
      updateMomentum(
        value,
        gradient,
        moment!,
        count,
        -learningRate,
        state.momentum,
        Number(useNesterov),
      );
  },
};

const rmsprop: Fusion = {
  slots: ({ accumulatedMeanSquares, accumulatedMoments }) => [
    { list: accumulatedMeanSquares, suffix: "rms" },
    { list: accumulatedMoments, suffix: "momentum" },
  ],
  isFusable: ({ centered }) => !centered,
  move: (state, backend) => {
    const { updateRmsprop } = routinesFor(backend);
    const { learningRate, decay, epsilon } = state;
    return (count, value, gradient, square, moment) =>
      updateRmsprop(
        value,
        gradient,
        square!,
        moment!,
        count,
        learningRate,
        decay,
        1 - decay,
        state.momentum,
        epsilon,
      );
  },
};

const adam: Fusion = {
  slots: ({ accumulatedFirstMoment, accumulatedSecondMoment }) => [
    { list: accumulatedFirstMoment, suffix: "m" },
    { list: accumulatedSecondMoment, suffix: "v" },
  ],
  move: ({ learningRate, beta1, beta2, accBeta1, accBeta2, epsilon }, backend) => {
    const { updateAdam } = routinesFor(backend);
    const correction1 = 1 - accBeta1.dataSync()[0]!;
    const correction2 = 1 - accBeta2.dataSync()[0]!;
    return (count, value, gradient, first, second) =>
      updateAdam(
        value,
        gradient,
        first!,
        second!,
        count,
        -learningRate,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        correction1,
        correction2,
        epsilon,
      );
  },
  finish: ({ accBeta1, accBeta2, beta1, beta2 }) =>
    tf.tidy(() => {
      accBeta1.assign(accBeta1.mul(beta1));
      accBeta2.assign(accBeta2.mul(beta2));
    }),
};

function fuse(optimizer: { readonly prototype: Optimizer }, fusion: Fusion): void {
  const prototype = optimizer.prototype as unknown as { applyGradients: ApplyGradients }; // its private state
  const stock = prototype.applyGradients;
  if (OWN in stock) return;
  const applyGradients: ApplyGradients = function (this: OptimizerState, gradients) {
    const backend = activeWasmBackend();
    const updates = updatesOf(gradients);
    const isFusable =
      backend !== undefined &&
      (fusion.isFusable?.(this) ?? true) &&
      updates.every((update) => isOnHeap(backend, update));
    if (!isFusable) return stock.call(this, gradients);
    const slots = fusion.slots(this);
    const move = fusion.move(this, backend);
    for (const { variable, gradient, index } of updates) {
      const moved = [variable, ...slots.map((slot) => slotOf(slot, variable, index))];
      if (gradient === undefined) continue;
      const cells: Cells = claimCells(backend, moved, gradient);
      const [value, ...rest] = cells.addresses as [number, ...number[]];
      move(variable.size, value, cells.source, ...rest);
    }
    fusion.finish?.(this);
    this.incrementIterations();
  };
  prototype.applyGradients = Object.assign(applyGradients, { [OWN]: true });
}

function updatesOf(gradients: Gradients): Update[] {
  const named = Array.isArray(gradients)
    ? gradients
    : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
  const variables = tf.engine().registeredVariables;
  return named.map(({ name, tensor }, index) => ({
    variable: variables[name]!,
    gradient: tensor ?? undefined,
    index,
  }));
}

function isOnHeap(backend: WasmBackend, { variable, gradient }: Update): boolean {
  return [variable, gradient].every(
    (tensor) =>
      tensor === undefined || (tensor.dtype === "float32" && backend.dataIdMap.has(tensor.dataId)),
  );
}

function slotOf(
  { list, suffix }: { list: Slot[]; suffix: string },
  variable: Variable,
  index: number,
): Variable {
  list[index] ??= {
    originalName: `${variable.name}/${suffix}`,
    variable: tf.tidy(() => tf.zerosLike(variable).variable(false)),
  };
  return list[index].variable;
}
