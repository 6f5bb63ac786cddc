import { describe, expect, it } from "vitest";
import {
  type BlurDraw,
  layers,
  type RandomGaussianBlurOptions,
  tf,
} from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "RandomGaussianBlur",
  make: () => layers.randomGaussianBlur({ factor: [1, 1], seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomGaussianBlur: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomGaussianBlur: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
  ],
});

checkKeras<BlurDraw>({
  className: "RandomGaussianBlur",
  file: "random-gaussian-blur.json",
  draws: ({ isBlurred, sigmas }) => ({ should_apply_blur: isBlurred, blur_factor: sigmas }),
  tolerance: 5e-5,
  config: { factor: [1, 1], kernelSize: [7, 7], sigma: [1, 1], valueRange: [20, 200], seed: 2 },
});

describe("RandomGaussianBlur", () => {
  it("spreads a dot along both axes, each by its own sigma", () => {
    const layer = layers.randomGaussianBlur();
    const dot = [
      [[0], [0], [0]],
      [[0], [100], [0]],
      [[0], [0], [0]],
    ];
    const output = layer.transform(dot, { isBlurred: [true], sigmas: Float32Array.of(1, 1e-6) });
    expect(output.round().reshape([3, 3]).arraySync()).toEqual([
      [0, 0, 0],
      [27, 45, 27],
      [0, 0, 0],
    ]);
  });

  it("blurs all images or none", () => {
    expect(
      layers
        .randomGaussianBlur({ factor: [0, 0] })(IMAGE)
        .arraySync(),
    ).toEqual(IMAGE);
    const blurred = layers.randomGaussianBlur({ factor: [1, 1], sigma: [1, 1] })(IMAGE);
    expect(blurred.arraySync()).not.toEqual(IMAGE);
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomGaussianBlur({ factor: [1, 1], seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("takes channels first", () => {
    const last = layers.randomGaussianBlur({ factor: [1, 1], seed: 5 })(IMAGE);
    const first = layers.randomGaussianBlur({
      factor: [1, 1],
      seed: 5,
      dataFormat: "channels_first",
    });
    const output = first(tf.tensor3d(IMAGE).transpose([2, 0, 1])).transpose([1, 2, 0]);
    expect(output.arraySync()).toEqual(last.arraySync());
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.randomGaussianBlur({ factor: [1, 1], seed: 5, dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [
      { factor: 1.5 },
      "RandomGaussianBlur: factor must lie in [0, 1], as a number or a pair. Received: 1.5",
    ],
    [
      { sigma: -1 },
      "RandomGaussianBlur: sigma must lie in [0, 1], as a number or a pair. Received: -1",
    ],
    [
      { kernelSize: 4 },
      "RandomGaussianBlur: kernelSize must be an odd whole number or a pair of them. Received: 4",
    ],
    [
      { kernelSize: [3, 2.5] },
      "RandomGaussianBlur: kernelSize must be an odd whole number or a pair of them. Received: [3, 2.5]",
    ],
    [
      { valueRange: [1, 1] },
      "RandomGaussianBlur: valueRange must be two different finite numbers. Received: [1, 1]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomGaussianBlur(options as RandomGaussianBlurOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomGaussianBlur({ factor: [1, 1], seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomGaussianBlur: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
