import { describe, expect, it } from "vitest";
import {
  layers,
  type RandomSaturationOptions,
  type SaturationDraw,
  tf,
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
  name: "RandomSaturation",
  make: () => layers.randomSaturation({ factor: [0.5, 0.9], seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 1, 2, 3],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomSaturation: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomSaturation: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
    [[[[1, 2]]], "RandomSaturation: expected images of 3 channels. Received: 2 channels"],
    [[[[1]]], "RandomSaturation: expected images of 3 channels. Received: 1 channels"],
  ],
});

checkKeras<SaturationDraw>({
  className: "RandomSaturation",
  file: "random-saturation.json",
  draws: ({ factors }) => ({ factor: factors }),
  tolerance: 5e-5,
  config: { factor: [0.1, 0.8], valueRange: [0, 1], seed: 2 },
});

describe("RandomSaturation", () => {
  it("makes images gray, leaves them or makes them colourful", () => {
    const changed = (factor: number): unknown =>
      layers
        .randomSaturation({ factor: [factor, factor], valueRange: [0, 1] })([[[100, 50, 50]]])
        .round()
        .arraySync();
    expect(changed(0)).toEqual([[[100, 100, 100]]]);
    expect(changed(0.5)).toEqual([[[100, 50, 50]]]);
    expect(changed(1)).toEqual([[[100, 0, 0]]]);
  });

  it("makes gray of what it draws below 0", () => {
    const layer = layers.randomSaturation({ factor: [-0.5, -0.5] });
    expect(layer([[[100, 50, 50]]]).arraySync()).toEqual([[[100, 100, 100]]]);
  });

  it("knows which shapes it takes", () => {
    const layer = layers.randomSaturation({ factor: 1 });
    expect(layer.computeOutputShape([null, 4, 4, 3])).toEqual([null, 4, 4, 3]);
    expect(() => layer.computeOutputShape([null, 4, 4, 1])).toThrow(
      "RandomSaturation: expected images of 3 channels. Received: 1 channels",
    );
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomSaturation({ factor: [0.5, 0.9], seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("takes channels first", () => {
    const last = layers.randomSaturation({ factor: [0.5, 0.9], seed: 5 })(IMAGE);
    const first = layers.randomSaturation({
      factor: [0.5, 0.9],
      seed: 5,
      dataFormat: "channels_first",
    });
    const output = first(tf.tensor3d(IMAGE).transpose([2, 0, 1])).transpose([1, 2, 0]);
    expect(output.arraySync()).toEqual(last.arraySync());
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.randomSaturation({ factor: [0.5, 0.9], seed: 5, dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [
      {},
      "RandomSaturation: factor must lie in [-1, 1], as a number or a pair. Received: undefined",
    ],
    [
      { factor: 1.5 },
      "RandomSaturation: factor must lie in [-1, 1], as a number or a pair. Received: 1.5",
    ],
    [
      { factor: 0.5, valueRange: [1, 1] },
      "RandomSaturation: valueRange must be two different finite numbers. Received: [1, 1]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomSaturation(options as RandomSaturationOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomSaturation({ factor: [0.5, 0.9], seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomSaturation: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
