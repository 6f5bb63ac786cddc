import type { Tensor } from "@tensorflow/tfjs";
import { expect } from "vitest";
import { backend, randomNormal, tf } from "../../../src/index.js";

type Compute = (...inputs: Tensor[]) => Tensor | Tensor[];

/** Numbers and where they belong, made into a tensor on each backend. */
export interface Numbers {
  readonly shape: number[];
  readonly values: Float32Array;
}

/** Normal numbers, the same for the same seed and shape. */
export function numbers(shape: number[], seed = 1): Numbers {
  return { shape, values: randomNormal([seed, 0], tf.util.sizeFromShape(shape)) };
}

/** What `compute` gives on a backend. */
export async function computeOn(
  name: "cpu" | "wasm",
  compute: Compute,
  inputs: readonly Numbers[],
): Promise<{ shape: number[]; dtype: string; values: number[] }[]> {
  await backend(name);
  const outputs = tf.tidy(() =>
    compute(...inputs.map(({ values, shape }) => tf.tensor(values, shape))),
  );
  return [outputs].flat().map((tensor) => {
    const result = {
      shape: tensor.shape,
      dtype: tensor.dtype,
      values: Array.from(tensor.dataSync()),
    };
    tensor.dispose();
    return result;
  });
}

/** Checks that both backends compute the same to 1e-5 of the greatest number; ends on the WebAssembly backend. */
export async function expectSameOnBackends(
  compute: Compute,
  inputs: readonly Numbers[],
  tolerance = 1e-5,
): Promise<void> {
  const expected = await computeOn("cpu", compute, inputs);
  const got = await computeOn("wasm", compute, inputs);
  expect(got.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
    expected.map(({ shape, dtype }) => ({ shape, dtype })),
  );
  got.forEach(({ values }, i) => {
    expect(largestDifference(values, expected[i]!.values)).toBeLessThan(tolerance);
  });
}

/** The largest difference, as a part of the largest number or of 1. */
export function largestDifference(a: readonly number[], b: readonly number[]): number {
  const scale = b.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0) / scale;
}

/** Checks the gradients on the active backend against a difference quotient in a random direction. */
export function expectGradients(
  compute: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Numbers[],
  { step = 1 / 64, tolerance = 2e-3 } = {},
): void {
  const directions = inputs.map(({ shape }, i) => numbers(shape, 100 + i));
  const loss = (shift: number): number =>
    tf.tidy(() => {
      const moved = inputs.map(({ values, shape }, i) =>
        tf.tensor(
          values.map((value, k) => value + shift * directions[i]!.values[k]!),
          shape,
        ),
      );
      const output = compute(...moved);
      const weights = numbers(output.shape, 7).values;
      return dot(output, weights);
    });
  const quotient = (loss(step) - loss(-step)) / (2 * step);
  const slope = tf.tidy(() => {
    const tensors = inputs.map(({ values, shape }) => tf.tensor(values, shape));
    const weighted = (...xs: Tensor[]): Tensor => {
      const output = compute(...xs);
      return output.mul(tf.tensor(numbers(output.shape, 7).values, output.shape));
    };
    const gradients = tf.grads(weighted)(tensors);
    return gradients.reduce((sum, gradient, i) => sum + dot(gradient, directions[i]!.values), 0);
  });
  expect(Math.abs(slope - quotient)).toBeLessThan(tolerance * Math.max(1, Math.abs(quotient)));
}

function dot(tensor: Tensor, weights: Float32Array): number {
  const values = tensor.dataSync<"float32">();
  return values.reduce((sum, value, k) => sum + value * weights[k]!, 0);
}
