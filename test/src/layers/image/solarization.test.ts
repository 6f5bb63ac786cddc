import { describe, expect, it } from "vitest";
import { layers, type SolarizationDraw, type SolarizationOptions } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "Solarization",
  make: () => layers.solarization({ additionFactor: 0.5, thresholdFactor: 0.5, seed: 5 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "Solarization: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [[[["a"]]], "Solarization: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

checkKeras<SolarizationDraw>({
  className: "Solarization",
  file: "solarization.json",
  draws: ({ additions, thresholds }) => ({ additions, thresholds }),
  tolerance: 5e-5,
  config: { additionFactor: [0, 0.3], thresholdFactor: [0, 0.9], valueRange: [-1, 1], seed: 4 },
});

describe("Solarization", () => {
  it("adds first, then inverts from the threshold on", () => {
    const layer = layers.solarization();
    const drawn = { additions: Float32Array.of(10), thresholds: Float32Array.of(40) };
    expect(layer.transform(IMAGE, drawn).arraySync()).toEqual([
      [[20], [30]],
      [[205], [45]],
    ]);
  });

  it("leaves masks and labels alone", () => {
    const layer = layers.solarization({ additionFactor: 0.5, thresholdFactor: 0.5, seed: 5 });
    const output = layer({ images: IMAGE, segmentationMasks: [[3]], labels: 2 });
    expect(output.segmentationMasks.arraySync()).toEqual([[3]]);
    expect(output.labels.arraySync()).toBe(2);
  });

  it("gives whole numbers when asked", () => {
    const layer = layers.solarization({
      additionFactor: 0.5,
      thresholdFactor: 0.5,
      seed: 5,
      dtype: "int32",
    });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [
      { additionFactor: 2 },
      "Solarization: additionFactor must lie in [0, 1], as a number or a pair. Received: 2",
    ],
    [
      { thresholdFactor: [-1, 0] },
      "Solarization: thresholdFactor must lie in [0, 1], as a number or a pair. Received: [-1, 0]",
    ],
    [
      { valueRange: 255 },
      "Solarization: valueRange must be two different finite numbers. Received: 255",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.solarization(options as SolarizationOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.solarization({ additionFactor: 0.5, thresholdFactor: 0.5, seed: 5 });
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([IMAGE, IMAGE, IMAGE]))).toThrow(
      "Solarization: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
