import { beforeAll, describe, expect, it } from "vitest";
import { layers, type RandomWidthOptions, ready, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";

beforeAll(ready);

const COUNTED = [
  [[0], [1], [2], [3]],
  [[4], [5], [6], [7]],
  [[8], [9], [10], [11]],
  [[12], [13], [14], [15]],
];

checkLayer({
  name: "RandomWidth",
  make: () => layers.randomWidth({ factor: [0.25, 0.25] }),
  input: [COUNTED, COUNTED],
  inputDtype: "float32",
  outputShape: [2, 4, 5, 1],
  knownShape: [2, 4, null, 1],
  outputDtype: "float32",
  isRandom: true,
  isSteady: true,
  rejects: [
    [[1, 2], "RandomWidth: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
    [[[["a"]]], "RandomWidth: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

describe("RandomWidth", () => {
  it("draws one width for the batch, cut to whole pixels", () => {
    const layer = layers.randomWidth({ factor: 0.5, seed: 1 });
    const drawn = Array.from({ length: 60 }, () => layer.sample([3, 4, 4, 1]).width);
    expect(new Set(drawn)).toEqual(new Set([2, 3, 4, 5]));
    expect(layer.sample([3, 4, 7, 1]).height).toBe(4);
  });

  it("is repeatable by its seed", () => {
    const draw = (): number[] => {
      const layer = layers.randomWidth({ factor: 0.9, seed: 3 });
      return [layer.sample([50, 50, 1]).width, layer.sample([50, 50, 1]).width];
    };
    expect(draw()).toEqual(draw());
    expect(new Set(draw()).size).toBe(2);
  });

  it("stretches masks with their images and keeps their type", () => {
    const layer = layers.randomWidth({ factor: [1, 1], interpolation: "nearest" });
    const output = layer({ images: COUNTED, segmentationMasks: COUNTED, labels: 1 });
    expect(output.segmentationMasks.arraySync()).toEqual(output.images.arraySync());
    expect(output.segmentationMasks.dtype).toBe("int32");
  });

  it("leaves its side open in a model and follows it in training", () => {
    const layer = layers.randomWidth({ factor: 0.5, dataFormat: "channels_first" });
    const symbolic = layer(tf.input({ shape: [3, 8, 9] }));
    expect(symbolic.shape).toEqual([null, 3, 8, null]);
  });

  it.each([
    [{ factor: -2 }, "Received: -2"],
    [{ factor: [0.5, 0.1] }, "Received: [0.5, 0.1]"],
    [{}, "Received: undefined"],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomWidth(options as RandomWidthOptions)).toThrow(
      "RandomWidth: factor must be a number in [-1, 1] or a growing pair of which the first is at " +
        `least -1. ${message}`,
    );
  });

  it("rejects interpolations it does not know and images that vanish", () => {
    const cubic = { factor: 0, interpolation: "cubic" } as unknown as RandomWidthOptions;
    expect(() => layers.randomWidth(cubic)).toThrow(
      "RandomWidth: interpolation must be one of bilinear,",
    );
    expect(() => layers.randomWidth({ factor: [-1, -1] })(COUNTED)).toThrow(
      "RandomWidth: factor must leave at least one pixel. Received: 4 pixels times 0",
    );
  });
});
