import { describe, expect, it } from "vitest";
import { type AutoContrastOptions, layers } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "AutoContrast",
  make: () => layers.autoContrast(),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: false,
  rejects: [
    [
      [1, 2],
      "AutoContrast: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [[[["a"]]], "AutoContrast: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

checkKeras({
  className: "AutoContrast",
  file: "auto-contrast.json",
  tolerance: 5e-5,
  config: { valueRange: [0, 255] },
});

describe("AutoContrast", () => {
  it("stretches each channel of each image on its own", () => {
    const layer = layers.autoContrast({ valueRange: [0, 100] });
    const images = [
      [
        [
          [1, 5],
          [3, 5],
        ],
      ],
      [
        [
          [0, 10],
          [50, 20],
        ],
      ],
    ];
    expect(layer(images).arraySync()).toEqual([
      [
        [
          [0, 5],
          [100, 5],
        ],
      ],
      [
        [
          [0, 0],
          [100, 100],
        ],
      ],
    ]);
    const first = layers.autoContrast({ valueRange: [0, 100], dataFormat: "channels_first" });
    expect(first([[[1, 3]], [[5, 5]]]).arraySync()).toEqual([[[0, 100]], [[5, 5]]]);
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.autoContrast();
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.autoContrast({ dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [
      { valueRange: [0, 1, 2] },
      "AutoContrast: valueRange must be two different finite numbers. Received: [0, 1, 2]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.autoContrast(options as unknown as AutoContrastOptions)).toThrow(message);
  });
});
