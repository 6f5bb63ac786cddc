import { describe, expect, it } from "vitest";
import { randomIntegers, SeedGenerator } from "../../../src/index.js";
import { readGolden } from "../golden.js";

interface Run {
  readonly seed: number;
  readonly low: number;
  readonly high: number;
  readonly dtype: "int32" | "int64" | "uint8";
  readonly draws: number[][];
}

describe("randomIntegers", () => {
  it.each(readGolden<Run[]>("random-integers.json"))(
    "draws what Keras draws: seed $seed, [$low, $high), $dtype",
    ({ seed, low, high, dtype, draws }) => {
      const generator = new SeedGenerator(seed);
      for (const drawn of draws) {
        const wordSize = dtype === "int32" ? 32 : 64;
        const integers = randomIntegers(generator.next(), drawn.length, low, high, wordSize);
        expect(Array.from(integers)).toEqual(drawn);
      }
    },
  );

  it("rejects an empty range and fractions", () => {
    expect(() => randomIntegers([1, 0], 1, 3, 3)).toThrow(
      "randomIntegers: low and high must be whole numbers, low below high. Received: 3, 3",
    );
    expect(() => randomIntegers([1, 0], 1, 0.5, 3)).toThrow("Received: 0.5, 3");
  });
});
