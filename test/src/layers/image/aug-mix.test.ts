import { describe, expect, it } from "vitest";
import { type AugMixOptions, layers, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";

const IMAGES = tf.range(0, 300).div(2).reshape([2, 10, 5, 3]).arraySync() as number[][][][];

checkLayer({
  name: "AugMix",
  make: () => layers.augMix({ seed: 5 }),
  input: IMAGES,
  inputDtype: "float32",
  outputShape: [2, 10, 5, 3],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [[1, 2], "AugMix: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
  ],
});

describe("AugMix", () => {
  it("weighs its chains to 1 and mixes in the image", () => {
    const layer = layers.augMix({ seed: 1 });
    const drawn = layer.sample(IMAGES);
    const sum = drawn.chainWeights.reduce((total, weight) => total + weight, 0);
    expect(sum).toBeCloseTo(1, 6);
    const untouched = layer.transform(IMAGES, { ...drawn, chains: drawn.chains.map(() => []) });
    untouched.dataSync().forEach((value, i) => {
      expect(value).toBeCloseTo(i / 2, 4);
    });
  });

  it("keeps classes of masks whole", () => {
    const masks = IMAGES.map((image) => image.map((row, y) => row.map(() => [y % 3])));
    const output = layers.augMix({ seed: 3 })({ images: IMAGES, segmentationMasks: masks });
    expect(output.segmentationMasks.dtype).toBe("int32");
    const found = [...new Set(output.segmentationMasks.dataSync())].sort();
    expect(found).toEqual([0, 1, 2]);
  });

  it("chooses from fewer augmentations when asked", () => {
    const layer = layers.augMix({ seed: 2, allOps: false, chainDepth: 9 });
    const names = layer
      .sample(IMAGES)
      .chains.flat()
      .map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names).not.toContain("random_brightness");
  });

  it.each([
    [{ numChains: 0 }, "AugMix: numChains must be a whole number of at least 1. Received: 0"],
    [{ alpha: 0 }, "AugMix: alpha must be a finite number above 0. Received: 0"],
    [{ factor: -1 }, "AugMix: factor must lie in [0, 1], as a number or a pair. Received: -1"],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.augMix(options as AugMixOptions)).toThrow(message);
  });
});
