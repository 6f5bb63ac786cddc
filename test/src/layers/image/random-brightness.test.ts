import { describe, expect, it } from "vitest";
import {
  type BrightnessDraw,
  layers,
  type RandomBrightnessOptions,
} from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "RandomBrightness",
  make: () => layers.randomBrightness({ factor: 0.5, seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomBrightness: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomBrightness: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
  ],
});

checkKeras<BrightnessDraw>({
  className: "RandomBrightness",
  file: "random-brightness.json",
  draws: ({ amounts }) => ({ rgb_delta: amounts }),
  tolerance: 5e-5,
  config: { factor: [-0.9, 0], valueRange: [10, 200], seed: 2 },
});

describe("RandomBrightness", () => {
  it("adds a part of the value range and clips to it", () => {
    const add = (factor: number, valueRange: [number, number]): unknown =>
      layers
        .randomBrightness({ factor: [factor, factor], valueRange })(IMAGE)
        .arraySync();
    expect(add(0.25, [0, 100])).toEqual([
      [[35], [45]],
      [[65], [100]],
    ]);
    expect(add(-0.5, [100, 0])).toEqual([
      [[0], [0]],
      [[0], [100]],
    ]);
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomBrightness({ factor: 0.5, seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.randomBrightness({ factor: 0.5, seed: 5, dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [
      {},
      "RandomBrightness: factor must lie in [-1, 1], as a number or a pair. Received: undefined",
    ],
    [
      { factor: 1.5 },
      "RandomBrightness: factor must lie in [-1, 1], as a number or a pair. Received: 1.5",
    ],
    [
      { factor: 0.5, valueRange: [1, 1] },
      "RandomBrightness: valueRange must be two different finite numbers. Received: [1, 1]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomBrightness(options as RandomBrightnessOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomBrightness({ factor: 0.5, seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomBrightness: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
