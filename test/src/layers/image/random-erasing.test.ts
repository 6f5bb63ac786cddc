import { describe, expect, it } from "vitest";
import { layers, type RandomErasingOptions } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "RandomErasing",
  make: () => layers.randomErasing({ seed: 5 }),
  input: [IMAGE, IMAGE.toReversed(), IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 2, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomErasing: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
  ],
});

describe("RandomErasing", () => {
  const image = Array.from({ length: 4 }, () => Array(4).fill([1, 1, 1]));

  it("puts a colour into a rectangle of the drawn size", () => {
    const layer = layers.randomErasing({
      factor: [1, 1],
      scale: [0.25, 0.25],
      fillValue: [7, 8, 9],
      seed: 3,
    });
    const output = layer(image).reshape([16, 3]).arraySync() as number[][];
    const erased = output.filter((pixel) => pixel.join() === "7,8,9");
    expect(erased.length).toBe(4);
    expect(output.filter((pixel) => pixel.join() === "1,1,1").length).toBe(12);
  });

  it("clips its noise to the value range and leaves masks alone", () => {
    const layer = layers.randomErasing({ factor: [1, 1], scale: [1, 1], valueRange: [0, 2] });
    const output = layer({ images: image, segmentationMasks: [[1]], labels: 4 });
    const values = output.images.dataSync();
    expect(Math.min(...values)).toBe(0);
    expect(Math.max(...values)).toBe(2);
    expect(output.segmentationMasks.arraySync()).toEqual([[1]]);
  });

  it("rejects a colour for images of other channels", () => {
    const layer = layers.randomErasing({ fillValue: [1, 2, 3] });
    expect(() => layer(IMAGE)).toThrow(
      "RandomErasing: fillValue has 3 values for images of 3 channels. Received: 1 channels",
    );
  });

  it.each([
    [{ scale: 2 }, "RandomErasing: scale must lie in [0, 1], as a number or a pair. Received: 2"],
    [
      { fillValue: [1, 2] },
      "RandomErasing: fillValue must be a finite number, three of them or null. Received: [1, 2]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomErasing(options as RandomErasingOptions)).toThrow(message);
  });
});
