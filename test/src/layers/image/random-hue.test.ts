import { describe, expect, it } from "vitest";
import { type HueDraw, layers, type RandomHueOptions, tf } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [
    [10, 20, 30],
    [40, 50, 200],
  ],
];

checkLayer({
  name: "RandomHue",
  make: () => layers.randomHue({ factor: 0.5, seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 1, 2, 3],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [[1, 2], "RandomHue: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
    [[[["a"]]], "RandomHue: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
    [[[[1, 2]]], "RandomHue: expected images of 3 channels. Received: 2 channels"],
    [[[[1]]], "RandomHue: expected images of 3 channels. Received: 1 channels"],
  ],
});

checkKeras<HueDraw>({
  className: "RandomHue",
  file: "random-hue.json",
  draws: ({ turns }) => ({ factor: turns }),
  tolerance: 5e-5,
  config: { factor: [0.2, 0.8], valueRange: [-1, 1], seed: 2 },
});

describe("RandomHue", () => {
  it("turns red to green, blue and back", () => {
    const layer = layers.randomHue({ factor: 1 });
    const turned = (turn: number): unknown =>
      layer
        .transform([[[255, 0, 0]]], { turns: Float32Array.of(turn) })
        .round()
        .arraySync();
    expect(turned(0)).toEqual([[[255, 0, 0]]]);
    expect(turned(1 / 3)).toEqual([[[0, 255, 0]]]);
    expect(turned(-1 / 3)).toEqual([[[0, 0, 255]]]);
    expect(turned(1)).toEqual([[[255, 0, 0]]]);
  });

  it("leaves gray alone", () => {
    const gray = [
      [
        [7, 7, 7],
        [0, 0, 0],
        [255, 255, 255],
      ],
    ];
    expect(
      layers
        .randomHue({ factor: [1, 1] })(gray)
        .round()
        .arraySync(),
    ).toEqual(gray);
  });

  it("knows which shapes it takes", () => {
    const layer = layers.randomHue({ factor: 1 });
    expect(layer.computeOutputShape([null, 4, 4, 3])).toEqual([null, 4, 4, 3]);
    expect(() => layer.computeOutputShape([null, 4, 4, 1])).toThrow(
      "RandomHue: expected images of 3 channels. Received: 1 channels",
    );
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomHue({ factor: 0.5, seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("takes channels first", () => {
    const last = layers.randomHue({ factor: 0.5, seed: 5 })(IMAGE);
    const first = layers.randomHue({ factor: 0.5, seed: 5, dataFormat: "channels_first" });
    const output = first(tf.tensor3d(IMAGE).transpose([2, 0, 1])).transpose([1, 2, 0]);
    expect(output.arraySync()).toEqual(last.arraySync());
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.randomHue({ factor: 0.5, seed: 5, dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [{}, "RandomHue: factor must lie in [0, 1], as a number or a pair. Received: undefined"],
    [{ factor: 1.5 }, "RandomHue: factor must lie in [0, 1], as a number or a pair. Received: 1.5"],
    [
      { factor: 0.5, valueRange: [1, 1] },
      "RandomHue: valueRange must be two different finite numbers. Received: [1, 1]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomHue(options as RandomHueOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomHue({ factor: 0.5, seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomHue: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
