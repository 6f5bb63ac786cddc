import { describe, expect, it } from "vitest";
import {
  type DegenerationDraw,
  layers,
  type RandomColorDegenerationOptions,
} from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [
    [10, 20, 30],
    [40, 50, 200],
  ],
];

checkLayer({
  name: "RandomColorDegeneration",
  make: () => layers.randomColorDegeneration({ factor: 0.5, seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 1, 2, 3],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomColorDegeneration: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomColorDegeneration: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
    [
      [[[1, 2]]],
      "RandomColorDegeneration: expected images of 3 channels or of 1. Received: 2 channels",
    ],
  ],
});

checkKeras<DegenerationDraw>({
  className: "RandomColorDegeneration",
  file: "random-color-degeneration.json",
  draws: ({ factors }) => ({ factor: factors }),
  tolerance: 5e-5,
  config: { factor: [0.3, 0.9], valueRange: [0, 1], seed: 1 },
});

describe("RandomColorDegeneration", () => {
  it("moves colours towards gray, or away below 0", () => {
    const moved = (factor: number): unknown =>
      layers
        .randomColorDegeneration({ factor: [factor, factor] })([[[100, 0, 0]]])
        .round()
        .arraySync();
    expect(moved(1)).toEqual([[[30, 30, 30]]]);
    expect(moved(0.5)).toEqual([[[65, 15, 15]]]);
    expect(moved(-0.5)).toEqual([[[135, 0, 0]]]);
  });

  it("knows which shapes it takes", () => {
    const layer = layers.randomColorDegeneration({ factor: 1 });
    expect(layer.computeOutputShape([null, 4, 4, 3])).toEqual([null, 4, 4, 3]);
    expect(() => layer.computeOutputShape([null, 4, 4, 2])).toThrow(
      "RandomColorDegeneration: expected images of 3 channels or of 1. Received: 2 channels",
    );
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomColorDegeneration({ factor: 0.5, seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.randomColorDegeneration({ factor: 0.5, seed: 5, dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [
      {},
      "RandomColorDegeneration: factor must lie in [-1, 1], as a number or a pair. Received: undefined",
    ],
    [
      { factor: 0.5, valueRange: [1, 1] },
      "RandomColorDegeneration: valueRange must be two different finite numbers. Received: [1, 1]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomColorDegeneration(options as RandomColorDegenerationOptions)).toThrow(
      message,
    );
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomColorDegeneration({ factor: 0.5, seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomColorDegeneration: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
