import { describe, expect, it } from "vitest";
import {
  layers,
  type RandomSharpnessOptions,
  type SharpnessDraw,
  tf,
} from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "RandomSharpness",
  make: () => layers.randomSharpness({ factor: 0.4, seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomSharpness: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomSharpness: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
  ],
});

checkKeras<SharpnessDraw>({
  className: "RandomSharpness",
  file: "random-sharpness.json",
  draws: ({ factors }) => ({ factor: factors.map((factor) => factor / 2) }),
  tolerance: 5e-5,
  config: { factor: [0.6, 1], valueRange: [0, 255], seed: 2 },
});

describe("RandomSharpness", () => {
  it("smooths, leaves or sharpens", () => {
    const changed = (factor: number): unknown =>
      layers
        .randomSharpness({ factor: [factor, factor] })([[[0], [130], [0]]])
        .round()
        .reshape([3])
        .arraySync();
    expect(changed(0)).toEqual([10, 50, 10]);
    expect(changed(0.5)).toEqual([0, 130, 0]);
    expect(changed(1)).toEqual([0, 210, 0]);
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomSharpness({ factor: 0.4, seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("takes channels first", () => {
    const last = layers.randomSharpness({ factor: 0.4, seed: 5 })(IMAGE);
    const first = layers.randomSharpness({ factor: 0.4, seed: 5, dataFormat: "channels_first" });
    const output = first(tf.tensor3d(IMAGE).transpose([2, 0, 1])).transpose([1, 2, 0]);
    expect(output.arraySync()).toEqual(last.arraySync());
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.randomSharpness({ factor: 0.4, seed: 5, dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [{}, "RandomSharpness: factor must lie in [0, 1], as a number or a pair. Received: undefined"],
    [
      { factor: 1.5 },
      "RandomSharpness: factor must lie in [0, 1], as a number or a pair. Received: 1.5",
    ],
    [
      { factor: 0.5, valueRange: [1, 1] },
      "RandomSharpness: valueRange must be two different finite numbers. Received: [1, 1]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomSharpness(options as RandomSharpnessOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomSharpness({ factor: 0.4, seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomSharpness: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
