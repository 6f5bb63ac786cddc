import { describe, expect, it } from "vitest";
import { layers, type RandomShearOptions, type Shear } from "../../../../src/index.js";
import { checkKeras } from "../../check-keras.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers } from "../../golden.js";

const COUNTED = [
  [[0], [1], [2]],
  [[3], [4], [5]],
  [[6], [7], [8]],
];

checkLayer({
  name: "RandomShear",
  make: () => layers.randomShear({ xFactor: 0.8, yFactor: 0.5, seed: 5 }),
  input: [COUNTED, COUNTED],
  inputDtype: "float32",
  outputShape: [2, 3, 3, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [[1, 2], "RandomShear: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
    [[[["a"]]], "RandomShear: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

checkKeras<Shear>({
  className: "RandomShear",
  file: "random-shear.json",
  draws: ({ xShears, yShears }) => ({
    shear_factor: Array.from(xShears).flatMap((x, i) => [x, yShears[i]!]),
  }),
  tolerance: 1e-4,
  config: {
    xFactor: [0.3, 0.4],
    yFactor: [-0.6, 0.6],
    fillMode: "wrap",
    interpolation: "nearest",
    fillValue: 0,
    seed: 2,
  },
});

describe("RandomShear", () => {
  it("slants by columns per row and rows per column, about the corner", () => {
    const slanted = (options: RandomShearOptions): number[] => {
      const layer = layers.randomShear({ ...options, fillMode: "constant", fillValue: 9, seed: 1 });
      return flatNumbers(layer(COUNTED).arraySync());
    };
    expect(slanted({ xFactor: [1, 1] })).toEqual([0, 1, 2, 9, 3, 4, 9, 9, 6]);
    expect(slanted({ yFactor: [1, 1] })).toEqual([0, 9, 9, 3, 1, 9, 6, 4, 2]);
    expect(slanted({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("slants in either direction", () => {
    const { xShears } = layers.randomShear({ xFactor: [0.5, 0.5], seed: 1 }).sample([16, 3, 3, 1]);
    expect(new Set(xShears)).toEqual(new Set([0.5, -0.5]));
  });

  it("reads a symmetric range again from its config", () => {
    const { xFactor } = layers.randomShear({ xFactor: 0.25 }).getConfig();
    expect(xFactor).toEqual([-0.25, 0.25]);
    const again = layers.randomShear({ xFactor: xFactor as [number, number] });
    expect(again.xFactor).toEqual([-0.25, 0.25]);
  });

  it.each([
    [
      { xFactor: -0.5 },
      "RandomShear: xFactor must lie in [0, 1], as a number or a pair. Received: -0.5",
    ],
    [
      { yFactor: [0, 2] },
      "RandomShear: yFactor must lie in [0, 1], as a number or a pair. Received: [0, 2]",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomShear(options as RandomShearOptions)).toThrow(message);
  });
});
