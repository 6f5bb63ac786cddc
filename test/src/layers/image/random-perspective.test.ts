import { describe, expect, it } from "vitest";
import { layers, type Perspective, type RandomPerspectiveOptions } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers } from "../../golden.js";

const COUNTED = [
  [[0], [1], [2]],
  [[3], [4], [5]],
  [[6], [7], [8]],
];

checkLayer({
  name: "RandomPerspective",
  make: () => layers.randomPerspective({ factor: [1, 1], seed: 5 }),
  input: [COUNTED, COUNTED],
  inputDtype: "float32",
  outputShape: [2, 3, 3, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomPerspective: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomPerspective: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
  ],
});

checkKeras<Perspective>({
  className: "RandomPerspective",
  file: "random-perspective.json",
  draws: ({ isApplied, corners }) => ({ apply_perspective: isApplied, end_points: corners }),
  tolerance: 1e-3,
  config: {
    factor: [0, 0.9],
    scale: 0.7,
    interpolation: "nearest",
    fillValue: 0,
    seed: 2,
  },
});

describe("RandomPerspective", () => {
  it("moves corners inwards and fills what they leave", () => {
    const layer = layers.randomPerspective({ fillValue: 9, interpolation: "nearest" });
    const { matrices: _, ...drawn } = layer.sample([3, 3, 1]);
    const matrices = Float32Array.of(2, 0, 0, 0, 2, 0, 0, 0);
    const shrunk = layer.transform(COUNTED, { ...drawn, matrices });
    expect(flatNumbers(shrunk.arraySync())).toEqual([0, 2, 9, 6, 8, 9, 9, 9, 9]);
  });

  it("leaves images with factor 0 and corners with scale 0", () => {
    for (const options of [{ factor: 0 }, { factor: [1, 1], scale: 0 }] as const) {
      expect(layers.randomPerspective(options)(COUNTED).arraySync()).toEqual(COUNTED);
    }
  });

  it("rejects images without an area", () => {
    const layer = layers.randomPerspective({ factor: [1, 1] });
    expect(() => layer([[[1], [2]]])).toThrow(
      "RandomPerspective: expected images of at least 2x2 pixels. Received: 1x2",
    );
  });

  it.each([
    [
      { factor: 2 },
      "RandomPerspective: factor must lie in [0, 1], as a number or a pair. Received: 2",
    ],
    [{ scale: -0.1 }, "RandomPerspective: scale must be a number in [0, 1]. Received: -0.1"],
    [
      { interpolation: "cubic" },
      'RandomPerspective: interpolation must be one of bilinear, nearest. Received: "cubic"',
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomPerspective(options as RandomPerspectiveOptions)).toThrow(message);
  });
});
