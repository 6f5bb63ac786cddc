import { describe, expect, it } from "vitest";
import { layers, type RandomTranslationOptions, type Translation } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers } from "../../golden.js";

const COUNTED = [
  [[0], [1], [2]],
  [[3], [4], [5]],
  [[6], [7], [8]],
];

checkLayer({
  name: "RandomTranslation",
  make: () => layers.randomTranslation({ heightFactor: 0.3, widthFactor: 0.3, seed: 5 }),
  input: [COUNTED, COUNTED],
  inputDtype: "float32",
  outputShape: [2, 3, 3, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomTranslation: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomTranslation: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
  ],
});

checkKeras<Translation>({
  className: "RandomTranslation",
  file: "random-translation.json",
  draws: ({ rows, columns }) => ({
    translations: Array.from(rows).flatMap((row, i) => [columns[i]!, row]),
  }),
  tolerance: 1e-4,
  config: {
    heightFactor: [-0.4, 0.4],
    widthFactor: [0.1, 0.9],
    fillMode: "nearest",
    interpolation: "bilinear",
    fillValue: 0,
    seed: 5,
  },
});

describe("RandomTranslation", () => {
  it("moves down and to the right above 0", () => {
    const moved = (heightFactor: number, widthFactor: number): number[] => {
      const layer = layers.randomTranslation({
        heightFactor: [heightFactor, heightFactor],
        widthFactor: [widthFactor, widthFactor],
        fillMode: "constant",
        fillValue: 9,
        interpolation: "nearest",
      });
      return flatNumbers(layer(COUNTED).arraySync());
    };
    expect(moved(1 / 3, 0)).toEqual([9, 9, 9, 0, 1, 2, 3, 4, 5]);
    expect(moved(0, 1 / 3)).toEqual([9, 0, 1, 9, 3, 4, 9, 6, 7]);
    expect(moved(-1 / 3, -1 / 3)).toEqual([4, 5, 9, 7, 8, 9, 9, 9, 9]);
  });

  it("moves each image by pixels of its own", () => {
    const layer = layers.randomTranslation({ heightFactor: 0.5, widthFactor: 0.5, seed: 1 });
    const { rows, columns } = layer.sample([4, 10, 20, 1]);
    expect(new Set([...rows, ...columns]).size).toBe(8);
    expect(rows.every((shift) => Math.abs(shift) <= 5)).toBe(true);
    expect(columns.some((shift) => Math.abs(shift) > 5)).toBe(true);
  });

  it.each([
    [
      { heightFactor: 0 },
      "RandomTranslation: widthFactor must lie in [-1, 1], as a number or a pair. Received: undefined",
    ],
    [
      { heightFactor: 1.1, widthFactor: 0 },
      "RandomTranslation: heightFactor must lie in [-1, 1], as a number or a pair. Received: 1.1",
    ],
    [
      { heightFactor: 0, widthFactor: [Number.NaN, 0] },
      "RandomTranslation: widthFactor must lie in [-1, 1], as a number or a pair. Received: [NaN, 0]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomTranslation(options as RandomTranslationOptions)).toThrow(message);
  });
});
