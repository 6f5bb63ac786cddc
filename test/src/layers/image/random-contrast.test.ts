import { describe, expect, it } from "vitest";
import { type ContrastDraw, layers, type RandomContrastOptions } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "RandomContrast",
  make: () => layers.randomContrast({ factor: 0.5, seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomContrast: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomContrast: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
  ],
});

checkKeras<ContrastDraw>({
  className: "RandomContrast",
  file: "random-contrast.json",
  draws: ({ factors }) => ({ contrast_factor: factors }),
  tolerance: 5e-5,
  config: { factor: [0, 0.9], valueRange: [0, 255], seed: 2, compat: "keras3" },
});

describe("RandomContrast", () => {
  const factorsOf = (options: RandomContrastOptions): number[] =>
    Array.from(layers.randomContrast({ ...options, seed: 1 }).sample([200, 1, 1, 1]).factors);

  it("only raises contrast for a number as Keras 3, moves it both ways as tf_keras", () => {
    const raised = factorsOf({ factor: 0.5 });
    expect(Math.min(...raised)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...raised)).toBeGreaterThan(1.4);
    const draws = new Set<number>();
    const layer = layers.randomContrast({ factor: 0.5, seed: 1, compat: "tf_keras" });
    expect(layer.factor).toEqual([0.5, 0.5]);
    for (let i = 0; i < 50; i++) draws.add(layer.sample([200, 1, 1, 1]).factors[0]!);
    expect(Math.min(...draws)).toBeLessThan(0.6);
    expect(Math.max(...draws)).toBeGreaterThan(1.4);
  });

  it("draws for each image as Keras 3, once for the batch as tf_keras", () => {
    expect(new Set(factorsOf({ factor: 0.5 })).size).toBe(200);
    expect(factorsOf({ factor: 0.5, compat: "tf_keras" })).toHaveLength(1);
  });

  it("stretches each channel about its own mean and clips", () => {
    const layer = layers.randomContrast({ factor: [0, 3], valueRange: [0, 30] });
    const image = [
      [
        [0, 10],
        [20, 30],
      ],
    ];
    const twice = { factors: Float32Array.of(2) };
    expect(layer.transform(image, twice).arraySync()).toEqual([
      [
        [0, 0],
        [30, 30],
      ],
    ]);
    const wide = layers.randomContrast({ factor: 0.5, valueRange: [0, 30], compat: "tf_keras" });
    expect(wide.transform(image, twice).arraySync()).toEqual([
      [
        [0, 0],
        [30, 40],
      ],
    ]);
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomContrast({ factor: 0.5, seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.randomContrast({ factor: 0.5, seed: 5, dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [{}, "RandomContrast: factor must lie in [0, 1], as a number or a pair. Received: undefined"],
    [
      { factor: 2 },
      "RandomContrast: factor must lie in [0, 1], as a number or a pair. Received: 2",
    ],
    [
      { factor: [-1, 0] },
      "RandomContrast: factor must be a number in [0, 1] or a pair of which the first lies in [0, 1] and the second is at least 0. Received: [-1, 0]",
    ],
    [
      { factor: 0.5, valueRange: [1, 1] },
      "RandomContrast: valueRange must be two different finite numbers. Received: [1, 1]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomContrast(options as RandomContrastOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomContrast({ factor: 0.5, seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomContrast: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
