import { describe, expect, it } from "vitest";
import { type InvertDraw, layers, type RandomInvertOptions } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "RandomInvert",
  make: () => layers.randomInvert({ seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomInvert: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [[[["a"]]], "RandomInvert: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

checkKeras<InvertDraw>({
  className: "RandomInvert",
  file: "random-invert.json",
  draws: ({ isInverted }) => ({ apply_inversion: isInverted }),
  tolerance: 5e-5,
  config: { factor: [0.5, 1], valueRange: [0, 255], seed: 2 },
});

describe("RandomInvert", () => {
  it("takes values from the highest of the range", () => {
    const layer = layers.randomInvert({ factor: [1, 1], valueRange: [-1, 200] });
    expect(layer(IMAGE).arraySync()).toEqual([
      [[190], [180]],
      [[160], [0]],
    ]);
    expect(layers.randomInvert({ factor: 0 })(IMAGE).arraySync()).toEqual(IMAGE);
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.randomInvert({ seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.randomInvert({ seed: 5, dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [
      { factor: -1 },
      "RandomInvert: factor must lie in [0, 1], as a number or a pair. Received: -1",
    ],
    [
      { factor: 0.5, valueRange: [1, 1] },
      "RandomInvert: valueRange must be two different finite numbers. Received: [1, 1]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomInvert(options as RandomInvertOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomInvert({ seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "RandomInvert: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
