import { expect, it } from "vitest";
import { randomBeta, randomGamma, randomNormal, randomPermutation } from "../../../src/index.js";
import type { SeedPair } from "../../../src/random/philox.js";
import { readGolden } from "../golden.js";

interface Draw {
  readonly seed: SeedPair;
  readonly values: number[];
}

const recorded = readGolden<{
  readonly normal: Draw[];
  readonly gamma: (Draw & { readonly alphas: number[] })[];
  readonly beta: (Draw & { readonly alpha: number; readonly beta: number })[];
  readonly permutation: Draw[];
}>("random-draws.json");

it("draws Keras's normal numbers but for their last bits", () => {
  for (const { seed, values } of recorded.normal) {
    randomNormal(seed, values.length).forEach((value, i) => {
      expect(Math.abs(value - values[i]!)).toBeLessThanOrEqual(3e-7 * Math.abs(values[i]!));
    });
  }
});

it("draws Keras's gamma numbers bit by bit", () => {
  for (const { seed, alphas, values } of recorded.gamma) {
    expect(randomGamma(seed, alphas)).toEqual(Float32Array.from(values));
  }
});

it("draws Keras's beta numbers bit by bit", () => {
  for (const { seed, alpha, beta, values } of recorded.beta) {
    expect(randomBeta(seed, values.length, alpha, beta)).toEqual(Float32Array.from(values));
  }
});

it("shuffles as Keras does", () => {
  for (const { seed, values } of recorded.permutation) {
    expect(Array.from(randomPermutation(seed, values.length))).toEqual(values);
  }
});

it("refuses a shape parameter that is not above 0", () => {
  expect(() => randomGamma([1, 0], [1, 0])).toThrow("alpha must be above 0. Received: 0");
});
