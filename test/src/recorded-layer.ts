import { expect } from "vitest";
import { type LayerInput, layers, type PreprocessingLayer } from "../../src/index.js";
import { flatNumbers, largestDifference, readGolden } from "./golden.js";

/** One call of a recorded layer. */
export interface RecordedCall {
  readonly input: LayerInput;
  readonly expected: unknown;
  /** The output's shape, where `expected` is flat. */
  readonly shape?: readonly number[];
  readonly count_weights?: LayerInput;
}

/** A layer with what Keras did. */
export interface RecordedLayer {
  readonly config: Record<string, unknown>;
  readonly adapt?: LayerInput;
  readonly calls: readonly RecordedCall[];
}

/** A case of Keras's own tests and documents. */
export interface RecordedCase extends RecordedLayer {
  readonly id: string;
  readonly tol: number;
  readonly expected_vocabulary?: readonly unknown[];
}

/** What was recorded of one layer class: known cases, drawn ones, and configs as Keras writes them. */
export interface RecordedClass<D extends RecordedLayer = RecordedLayer> {
  readonly cases: readonly RecordedCase[];
  readonly drawn: readonly D[];
  readonly serialized: readonly Record<string, unknown>[];
}

/** The recordings in a file of test/golden. */
export function readRecorded<D extends RecordedLayer>(file: string): RecordedClass<D> {
  return readGolden<RecordedClass<D>>(file);
}

/** The layer of a Keras config. */
export function fromKeras<L extends PreprocessingLayer>(
  className: string,
  config: Record<string, unknown>,
): L {
  return layers.deserialize({ class_name: className, config }) as unknown as L; // the caller names both
}

/**
 * Calls the layer on each recorded input and compares values, and shapes where they were recorded. The
 * tolerance grows with values above 1: float32 has seven digits.
 */
export function expectCalls(
  layer: PreprocessingLayer,
  calls: readonly RecordedCall[],
  tolerance: number,
): void {
  for (const { input, expected, shape, count_weights: countWeights } of calls) {
    const options: object = countWeights === undefined ? {} : { countWeights };
    const output = layer(revive(input), options);
    if (shape !== undefined) expect(output.shape).toEqual(shape);
    if (isRagged(expected)) {
      expect(output.arraySync()).toEqual(expected.ragged);
    } else {
      const numbers = flatNumbers(expected);
      const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 1);
      const difference = largestDifference(output.dataSync(), numbers);
      expect(difference).toBeLessThanOrEqual(tolerance * largest);
    }
    output.dispose();
  }
}

function isRagged(expected: unknown): expected is { readonly ragged: unknown } {
  return typeof expected === "object" && expected !== null && "ragged" in expected;
}

// JSON has no NaN and no infinities
function revive(input: LayerInput): LayerInput {
  const isText = (value: unknown): boolean =>
    ["NaN", "Infinity", "-Infinity"].includes(value as string);
  return Array.isArray(input) && input.some(isText) ? input.map(Number) : input;
}
