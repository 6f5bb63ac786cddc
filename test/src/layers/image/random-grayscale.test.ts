import { describe, expect, it } from "vitest";
import { type GrayscaleDraw, layers, type RandomGrayscaleOptions } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [
    [10, 20, 30],
    [40, 50, 200],
  ],
];

checkLayer({
  name: "RandomGrayscale",
  make: () => layers.randomGrayscale({ seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 1, 2, 3],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomGrayscale: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomGrayscale: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
    [[[[1, 2]]], "RandomGrayscale: expected images of 3 channels or of 1. Received: 2 channels"],
  ],
});

checkKeras<GrayscaleDraw>({
  className: "RandomGrayscale",
  file: "random-grayscale.json",
  draws: ({ isGray }) => ({ ".": isGray }),
  tolerance: 5e-5,
  config: { factor: 1, seed: null },
});

describe("RandomGrayscale", () => {
  it("makes all images gray or none", () => {
    const gray = layers.randomGrayscale({ factor: 1 })(IMAGE).round();
    expect(gray.arraySync()).toEqual([
      [
        [18, 18, 18],
        [64, 64, 64],
      ],
    ]);
    expect(layers.randomGrayscale({ factor: 0 })(IMAGE).arraySync()).toEqual(IMAGE);
  });

  it("leaves images of one channel alone and takes channels first", () => {
    const layer = layers.randomGrayscale({ factor: 1, dataFormat: "channels_first" });
    expect(layer([[[10, 40]]]).arraySync()).toEqual([[[10, 40]]]);
    const [red, green] = layer([[[10, 40]], [[20, 50]], [[30, 200]]]).arraySync() as number[][][];
    expect(green).toEqual(red);
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomGrayscale({ seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.randomGrayscale({ seed: 5, dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [{ factor: 1.5 }, "RandomGrayscale: factor must be a number in [0, 1]. Received: 1.5"],
    [{ factor: Number.NaN }, "RandomGrayscale: factor must be a number in [0, 1]. Received: NaN"],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomGrayscale(options as RandomGrayscaleOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomGrayscale({ seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomGrayscale: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
