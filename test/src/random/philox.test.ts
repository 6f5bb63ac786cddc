import { expect, it } from "vitest";
import { philox4x32, randomBits, randomUniform } from "../../../src/random/philox.js";
import { SeedGenerator } from "../../../src/random/seed-generator.js";
import { readGolden } from "../golden.js";

interface Recorded {
  readonly SeedGenerator42_uniform5_three_calls: number[][];
  readonly uniform_minus2_to_5_two_draws_of_6: { seed: number; draws: number[][] }[];
}

const recorded = readGolden<Recorded>("random.json");

// vectors published with the Random123 library
it.each([
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
] as const)("gives the published block for counter %j and key %j", (counter, key, block) => {
  expect(Array.from(philox4x32(counter, key))).toEqual(block);
});

it("draws Keras's numbers to the bit", () => {
  const generator = new SeedGenerator(42);
  for (const draw of recorded.SeedGenerator42_uniform5_three_calls) {
    expect(Array.from(randomUniform(generator.next(), 5, 0, 1))).toEqual(draw);
  }
});

it("folds negative and large seeds as Keras does", () => {
  for (const { seed, draws } of recorded.uniform_minus2_to_5_two_draws_of_6) {
    const generator = new SeedGenerator(seed);
    for (const draw of draws) {
      expect(Array.from(randomUniform(generator.next(), 6, -2, 5))).toEqual(draw);
    }
  }
});

it("starts a longer draw with a shorter one", () => {
  expect(Array.from(randomBits([3, 4], 10).subarray(0, 6))).toEqual(
    Array.from(randomBits([3, 4], 6)),
  );
});
