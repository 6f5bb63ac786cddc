import { describe, expect, it } from "vitest";
import { setRandomSeed } from "../../../src/random/default-seed.js";
import { SeedGenerator } from "../../../src/random/seed-generator.js";

describe("SeedGenerator", () => {
  it("numbers its draws and starts again when reset", () => {
    const generator = new SeedGenerator(9);
    expect([generator.next(), generator.next()]).toEqual([
      [9, 0],
      [9, 1],
    ]);
    generator.reset();
    expect(generator.next()).toEqual([9, 0]);
  });

  it.each([1.5, Number.NaN, 2 ** 60, "7"])("rejects the seed %j", (seed) => {
    expect(() => new SeedGenerator(seed as number, "RandomRotation")).toThrow(
      "RandomRotation: seed must be a safe integer. Received:",
    );
  });
});

describe("setRandomSeed", () => {
  it("makes generators without a seed repeat, each with a seed of its own", () => {
    const seeds = (): number[] => {
      setRandomSeed(3);
      return [new SeedGenerator().seed, new SeedGenerator(null).seed];
    };
    const [first, second] = seeds();
    expect(seeds()).toEqual([first, second]);
    expect(first).not.toBe(second);
    for (const seed of [first!, second!]) {
      expect(seed).toBeGreaterThanOrEqual(1);
      expect(seed).toBeLessThanOrEqual(1e9);
    }
  });

  it("rejects a seed that is no integer", () => {
    expect(() => setRandomSeed(0.5)).toThrow(
      "setRandomSeed: seed must be a safe integer. Received: 0.5",
    );
  });
});
