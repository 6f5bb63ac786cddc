import { describe, expect, it } from "vitest";
import { type ImageTargets, layers, type RandomFlipOptions } from "../../../../src/index.js";
import type { Flips } from "../../../../src/ops/flip.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers } from "../../golden.js";

const IMAGE = [
  [[1], [2], [3]],
  [[4], [5], [6]],
];

checkLayer({
  name: "RandomFlip",
  make: () => layers.randomFlip({ seed: 6 }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 3, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [[1, 2], "RandomFlip: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
    [[[["a"]]], "RandomFlip: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

checkKeras<Flips>({
  className: "RandomFlip",
  file: "random-flip.json",
  draws: ({ horizontal, vertical }) => ({
    flips: horizontal.includes(true) ? horizontal : vertical,
  }),
  tolerance: 1e-7,
  config: { mode: "horizontal_and_vertical", compat: "keras3", seed: 11 },
});

describe("RandomFlip", () => {
  const flipped = (mode: "horizontal" | "vertical" | "horizontal_and_vertical"): number[] => {
    const layer = layers.randomFlip({ mode });
    const both = { horizontal: [mode !== "vertical"], vertical: [mode !== "horizontal"] };
    return flatNumbers(layer.transform(IMAGE, both).arraySync());
  };

  it("mirrors left and right, top and bottom, or both", () => {
    expect(flipped("horizontal")).toEqual([3, 2, 1, 6, 5, 4]);
    expect(flipped("vertical")).toEqual([4, 5, 6, 1, 2, 3]);
    expect(flipped("horizontal_and_vertical")).toEqual([6, 5, 4, 3, 2, 1]);
  });

  it("keeps the channels of a pixel together", () => {
    const layer = layers.randomFlip({ mode: "horizontal" });
    const all = { horizontal: [true], vertical: [false] };
    for (const channels of [2, 3, 4]) {
      const pixel = (start: number): number[] =>
        Array.from({ length: channels }, (_, i) => start + i);
      expect(layer.transform([[pixel(0), pixel(10)]], all).arraySync()).toEqual([
        [pixel(10), pixel(0)],
      ]);
    }
    const first = layers.randomFlip({ mode: "horizontal", dataFormat: "channels_first" });
    expect(first.transform([[[1, 2]], [[3, 4]]], all).arraySync()).toEqual([[[2, 1]], [[4, 3]]]);
  });

  it("mirrors both axes or none as Keras 3, each on its own as tf_keras", () => {
    const outcomes = (compat: "keras3" | "tf_keras"): Set<string> => {
      const { horizontal, vertical } = layers.randomFlip({ seed: 3, compat }).sample([64, 1, 1, 1]);
      return new Set(horizontal.map((flag, i) => `${flag} ${vertical[i]}`));
    };
    expect(outcomes("keras3")).toEqual(new Set(["true true", "false false"]));
    expect(outcomes("tf_keras").size).toBe(4);
  });

  it("mirrors masks with their images and keeps labels", () => {
    const layer = layers.randomFlip({ mode: "horizontal", seed: 6 });
    const targets = {
      images: [IMAGE, IMAGE, IMAGE],
      segmentationMasks: [IMAGE, IMAGE, IMAGE],
      labels: [1, 2, 3],
    };
    const output = layer(targets satisfies ImageTargets);
    expect(output.images.arraySync()).not.toEqual(targets.images);
    expect(output.segmentationMasks.arraySync()).toEqual(output.images.arraySync());
    expect(output.segmentationMasks.dtype).toBe("int32");
    expect(output.labels.arraySync()).toEqual([1, 2, 3]);
  });

  it("keeps whole numbers whole when asked", () => {
    const layer = layers.randomFlip({ mode: "vertical", dtype: "int32" });
    expect(layer(IMAGE).dtype).toBe("int32");
  });

  it.each([
    [
      { mode: "diagonal" },
      'RandomFlip: mode must be one of horizontal, vertical, horizontal_and_vertical. Received: "diagonal"',
    ],
    [
      { compat: "keras2" },
      'RandomFlip: compat must be one of keras3, tf_keras. Received: "keras2"',
    ],
    [{ seed: "1" }, 'RandomFlip: seed must be a safe integer. Received: "1"'],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomFlip(options as unknown as RandomFlipOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomFlip();
    expect(() => layer.transform([IMAGE, IMAGE], layer.sample([3, 2, 3, 1]))).toThrow(
      "RandomFlip: expected 3 image(s), as the transformation was drawn for. Received: 2",
    );
  });
});
