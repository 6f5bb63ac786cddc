import {
  mergeSketches,
  type Sketch,
  type SketchStart,
  sketchOf,
} from "../../ops/quantile-sketch.js";
import { received } from "../../received.js";

const MOST_KEPT = 1000;
const NOTHING: Sketch = { values: new Float32Array(0), weights: new Float32Array(0) };

/** What a Discretization learnt, as plain data that survives JSON. */
export interface DiscretizationState {
  readonly kind: "discretization";
  readonly version: 1;
  /** Values of each batch, ascending, with how many each stands for, in the order of the batches. */
  readonly sketches: readonly {
    readonly values: readonly number[];
    readonly weights: readonly number[];
  }[];
}

/**
 * The sketches of batches, kept apart so that those of shards join as if all batches had come in one pass.
 * Above a thousand the oldest are merged into one, which is exact for the first shard and close for others.
 */
export class Sketches {
  readonly #epsilon: number;
  readonly #start: SketchStart;
  #merged: Sketch | null = null;
  #kept: Sketch[] = [];

  constructor(epsilon: number, start: SketchStart) {
    this.#epsilon = epsilon;
    this.#start = start;
  }

  /** Adds a batch of numbers. */
  addBatch(batch: ArrayLike<number>): void {
    this.add(sketchOf(batch, this.#epsilon, this.#start));
  }

  add(sketch: Sketch): void {
    this.#kept.push(sketch);
    if (this.#kept.length < MOST_KEPT) return;
    this.#merged = this.merged();
    this.#kept = [];
  }

  /** One sketch of all. */
  merged(): Sketch {
    const merge = (all: Sketch, next: Sketch): Sketch => mergeSketches(next, all, this.#epsilon);
    return this.#kept.reduce(merge, this.#merged ?? NOTHING);
  }

  export(): DiscretizationState {
    const all = this.#merged === null ? this.#kept : [this.#merged, ...this.#kept];
    return {
      kind: "discretization",
      version: 1,
      sketches: all.map(({ values, weights }) => ({
        values: Array.from(values),
        weights: Array.from(weights),
      })),
    };
  }
}

/** The sketches of a state from outside. Throws, naming `owner`, when it is none of this version. */
export function readSketches(owner: string, state: unknown): Sketch[] {
  const candidate = state as Partial<Record<string, unknown>> | null | undefined; // checked field by field
  if (candidate?.kind !== "discretization" || candidate.version !== 1) {
    throw new Error(
      `${owner}: expected the state of a Discretization, version 1. Received: ${received(state)}`,
    );
  }
  const { sketches } = candidate;
  if (Array.isArray(sketches) && sketches.every(isSketch)) {
    return sketches.map(({ values, weights }) => ({
      values: Float32Array.from(values),
      weights: Float32Array.from(weights),
    }));
  }
  throw new Error(
    `${owner}: the state of a Discretization is damaged. Received: ${received(state)}`,
  );
}

function isSketch(value: unknown): value is { values: number[]; weights: number[] } {
  if (typeof value !== "object" || value === null) return false;
  const { values, weights } = value as Partial<Record<string, unknown>>; // checked here
  const areNumbers = [values, weights].every(
    (each) => Array.isArray(each) && each.every(Number.isFinite),
  );
  return areNumbers && (values as number[]).length === (weights as number[]).length; // just checked
}
