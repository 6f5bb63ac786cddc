import { describe, expect, it } from "vitest";
import { type EqualizationOptions, layers } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "Equalization",
  make: () => layers.equalization(),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  isSteady: true,
  rejects: [
    [
      [1, 2],
      "Equalization: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [[[["a"]]], "Equalization: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

checkKeras({
  className: "Equalization",
  file: "equalization.json",
  tolerance: 5e-5,
  config: { valueRange: [0, 255], bins: 256 },
});

describe("Equalization", () => {
  it("spreads values over the range by their rank", () => {
    const image = [
      [
        [10, 7],
        [11, 7],
        [12, 7],
        [13, 7],
      ],
    ];
    expect(layers.equalization()(image).arraySync()).toEqual([
      [
        [0, 7],
        [85, 7],
        [170, 7],
        [255, 7],
      ],
    ]);
  });

  it("counts the values of the whole batch", () => {
    const layer = layers.equalization();
    expect(layer([[[[10]]], [[[11]]], [[[12]]]]).arraySync()).toEqual([
      [[[0]]],
      [[[128]]],
      [[[255]]],
    ]);
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.equalization();
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.equalization({ dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [{ bins: 1 }, "Equalization: bins must be a whole number of at least 2. Received: 1"],
    [
      { valueRange: [0] },
      "Equalization: valueRange must be two different finite numbers. Received: [0]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.equalization(options as EqualizationOptions)).toThrow(message);
  });
});
