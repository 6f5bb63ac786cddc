import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { multiplyPixels, multiplyTransposed } from "./products.js";
import { addressOf, viewOf, type WasmBackend, withScratch } from "./wasm-backend.js";

/** Activations that the routines know, by their numbers there. */
export const ACTIVATIONS = ["linear", "tanh", "sigmoid", "hardSigmoid", "relu"] as const;

/** What a recurrent layer goes through. */
export interface Sequence {
  /** The inputs times the kernel, plus the bias: [batch, time, gates * units]. */
  readonly x: Tensor;
  /** [units, gates * units]. */
  readonly recurrent: Tensor;
  /** [batch, time], 0 where a step is passed over. */
  readonly mask: Tensor | undefined;
  readonly activation: number;
  readonly gateActivation: number;
  readonly goesBackwards: boolean;
}

/** Sizes and places that the steps of a sequence share. */
export interface Walk {
  readonly backend: WasmBackend;
  readonly batch: number;
  readonly time: number;
  readonly units: number;
  /** Bytes of one state of the batch, and of the rows of one sequence of x. */
  readonly stateBytes: number;
  readonly xStep: number;
  readonly x: number;
  readonly recurrent: number;
  readonly recurrentStep: number;
  readonly activation: number;
  readonly gateActivation: number;
  readonly maskStep: number;
  /** The place in time of a step. */
  readonly timeOf: (step: number) => number;
  /** The address of a step's mask, or 0. */
  readonly maskAt: (step: number) => number;
  /** Address of a 0, and of as many more int32 numbers as there are steps. */
  readonly table: number;
}

/** Runs `use` with what a sequence's steps share. */
export function walk(
  backend: WasmBackend,
  { x, recurrent, mask, activation, gateActivation, goesBackwards }: Sequence,
  use: (shared: Walk) => void,
): void {
  const [batch, time, width] = x.shape as [number, number, number];
  const [units] = recurrent.shape as [number];
  const timeOf = (step: number): number => (goesBackwards ? time - 1 - step : step);
  withScratch(backend, 4 * (time + 1), (table) => {
    new Int32Array(backend.wasm.HEAPU8.buffer, table, time + 1).fill(0);
    const maskAddress = mask === undefined ? 0 : addressOf(backend, mask);
    use({
      backend,
      batch,
      time,
      units,
      stateBytes: 4 * batch * units,
      xStep: 4 * time * width,
      x: addressOf(backend, x),
      recurrent: addressOf(backend, recurrent),
      recurrentStep: 4 * width,
      activation,
      gateActivation,
      maskStep: 4 * time,
      timeOf,
      maskAt: (step) => maskAddress && maskAddress + 4 * timeOf(step),
      table,
    });
  });
}

/** Some columns of the recurrent weights, or rows of their transpose. */
export interface Columns {
  readonly first: number;
  readonly count: number;
}

/** out [batch, count] = rows [batch, units] times columns of the recurrent weights. */
export function timesRecurrent(
  { backend, batch, units, recurrent, recurrentStep, table }: Walk,
  { from, to, columns }: { from: number; to: number; columns: Columns },
): void {
  multiplyPixels(
    backend,
    { ...oneTap(batch, table), source: from, imageStep: 4 * units, depth: units },
    {
      address: recurrent + 4 * columns.first,
      tapStep: 0,
      rowStep: recurrentStep,
      columnStep: 4,
      bias: 0,
    },
    { address: to, imageStep: 4 * columns.count, pixelStep: 0, columns: columns.count },
  );
}

/** out [batch, units] = rows of gradients, `step` bytes apart, times columns of the recurrent weights, transposed. */
export function timesTransposed(
  { backend, batch, units, recurrent, recurrentStep, table }: Walk,
  { from, step, to, columns }: { from: number; step: number; to: number; columns: Columns },
): void {
  multiplyPixels(
    backend,
    { ...oneTap(batch, table), source: from, imageStep: step, depth: columns.count },
    {
      address: recurrent + 4 * columns.first,
      tapStep: 0,
      rowStep: 4,
      columnStep: recurrentStep,
      bias: 0,
    },
    { address: to, imageStep: 4 * units, pixelStep: 0, columns: units },
  );
}

function oneTap(images: number, table: number) {
  return { images, positions: 1, taps: 1, table, pixelStep: 0 };
}

/**
 * Writes those columns of the gradient of the recurrent weights: over all steps, the states before them
 * (time-major, at `states`), transposed, times the gradients of x.
 */
export function recurrentGradient(
  shared: Walk,
  { states, dx, to, columns }: { states: number; dx: number; to: number; columns: Columns },
): void {
  const { backend, batch, time, units, stateBytes, xStep, recurrentStep, table, timeOf } = shared;
  withScratch(backend, 4 * units * columns.count, (part) => {
    const steps = new Int32Array(backend.wasm.HEAPU8.buffer, table, time);
    for (let step = 0; step < time; step++) steps[timeOf(step)] = step;
    multiplyTransposed(
      backend,
      {
        images: batch,
        positions: time,
        taps: 1,
        table,
        source: states,
        imageStep: 4 * units,
        pixelStep: stateBytes,
        depth: units,
      },
      {
        address: dx + 4 * columns.first,
        imageStep: xStep,
        pixelStep: recurrentStep,
        columns: columns.count,
      },
      part,
    );
    const { buffer } = backend.wasm.HEAPU8;
    for (let row = 0; row < units; row++) {
      const start = to + row * recurrentStep + 4 * columns.first;
      const from = part + 4 * row * columns.count;
      new Float32Array(buffer, start, columns.count).set(
        new Float32Array(buffer, from, columns.count),
      );
    }
  });
}

/** A new float32 tensor, numbers undefined. */
export function emptyTensor(backend: WasmBackend, shape: number[]): Tensor {
  return tf.engine().makeTensorFromTensorInfo(backend.makeOutput(shape, "float32"));
}

/** The states after each step [batch, time, units] of all of them [time + 1, batch, units]. */
export function stackSteps(backend: WasmBackend, states: Tensor): Tensor {
  const [count, batch, units] = states.shape as [number, number, number];
  const time = count - 1;
  const sequence = emptyTensor(backend, [batch, time, units]);
  const from = viewOf(backend, states, "float32");
  const to = viewOf(backend, sequence, "float32");
  for (let step = 0; step < time; step++) {
    for (let row = 0; row < batch; row++) {
      const start = ((step + 1) * batch + row) * units;
      const target = (row * time + step) * units;
      for (let u = 0; u < units; u++) to[target + u] = from[start + u]!;
    }
  }
  return sequence;
}

/** The last of the states [time + 1, batch, units]. */
export function lastStep(states: Tensor): Tensor {
  const [count, batch, units] = states.shape as [number, number, number];
  return states.slice([count - 1, 0, 0], [1, batch, units]).reshape([batch, units]);
}
