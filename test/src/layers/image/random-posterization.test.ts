import { describe, expect, it } from "vitest";
import {
  layers,
  type PosterizationDraw,
  type RandomPosterizationOptions,
} from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "RandomPosterization",
  make: () => layers.randomPosterization({ factor: 8, seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomPosterization: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomPosterization: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
  ],
});

checkKeras<PosterizationDraw>({
  className: "RandomPosterization",
  file: "random-posterization.json",
  draws: ({ bits }) => ({ shift_factor: bits.map((kept) => 8 - kept) }),
  tolerance: 5e-5,
  config: { factor: [8, 8], valueRange: [0, 255], seed: null },
});

describe("RandomPosterization", () => {
  it("keeps the highest bits", () => {
    const kept = (bits: number): unknown =>
      layers
        .randomPosterization({ factor: [bits, bits] })(IMAGE)
        .arraySync();
    expect(kept(8)).toEqual(IMAGE);
    expect(kept(4)).toEqual([
      [[0], [16]],
      [[32], [192]],
    ]);
    expect(kept(1)).toEqual([
      [[0], [0]],
      [[0], [128]],
    ]);
  });

  it("draws from the first number to one below the second", () => {
    const layer = layers.randomPosterization({ factor: [2, 5], seed: 1 });
    expect(new Set(layer.sample([100, 1, 1, 1]).bits)).toEqual(new Set([2, 3, 4]));
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomPosterization({ factor: 8, seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.randomPosterization({ factor: 8, seed: 5, dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [
      {},
      "RandomPosterization: factor must be a whole number in [1, 8] or a pair of them. Received: undefined",
    ],
    [
      { factor: 0 },
      "RandomPosterization: factor must be a whole number in [1, 8] or a pair of them. Received: 0",
    ],
    [
      { factor: [1, 2.5] },
      "RandomPosterization: factor must be a whole number in [1, 8] or a pair of them. Received: [1, 2.5]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomPosterization(options as RandomPosterizationOptions)).toThrow(
      message,
    );
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomPosterization({ factor: 8, seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomPosterization: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
