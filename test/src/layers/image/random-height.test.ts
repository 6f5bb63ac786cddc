import { beforeAll, describe, expect, it } from "vitest";
import { layers, type RandomHeightOptions, ready, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers, largestDifference, readGolden } from "../../golden.js";

interface Known {
  readonly id: string;
  readonly config: Record<string, unknown>;
  readonly calls: { input: number[]; expected: unknown }[];
  readonly tol: number;
}

beforeAll(ready);

const COUNTED = [
  [[0], [1], [2], [3]],
  [[4], [5], [6], [7]],
  [[8], [9], [10], [11]],
  [[12], [13], [14], [15]],
];

checkLayer({
  name: "RandomHeight",
  make: () => layers.randomHeight({ factor: [0.25, 0.25] }),
  input: [COUNTED, COUNTED],
  inputDtype: "float32",
  outputShape: [2, 5, 4, 1],
  knownShape: [2, null, 4, 1],
  outputDtype: "float32",
  isRandom: true,
  isSteady: true,
  rejects: [
    [
      [1, 2],
      "RandomHeight: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [[[["a"]]], "RandomHeight: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
  ],
});

describe("RandomHeight", () => {
  it.each(readGolden<{ cases: Known[] }>("random-height.json").cases)(
    "gives the known values of tf_keras: $id",
    ({ config, calls, tol }) => {
      for (const { input, expected } of calls) {
        const layer = layers.deserialize({ class_name: "RandomHeight", config });
        const output = (layer as ReturnType<typeof layers.randomHeight>)(input); // named so
        expect(largestDifference(output.dataSync(), flatNumbers(expected))).toBeLessThanOrEqual(
          tol,
        );
      }
    },
  );

  it("draws one height for the batch, cut to whole pixels", () => {
    const layer = layers.randomHeight({ factor: 0.5, seed: 1 });
    const drawn = Array.from({ length: 60 }, () => layer.sample([3, 4, 4, 1]).height);
    expect(new Set(drawn)).toEqual(new Set([2, 3, 4, 5]));
    expect(layer.sample([3, 4, 7, 1]).width).toBe(7);
  });

  it("is repeatable by its seed", () => {
    const draw = (): number[] => {
      const layer = layers.randomHeight({ factor: 0.9, seed: 3 });
      return [layer.sample([50, 50, 1]).height, layer.sample([50, 50, 1]).height];
    };
    expect(draw()).toEqual(draw());
    expect(new Set(draw()).size).toBe(2);
  });

  it("stretches masks with their images and keeps their type", () => {
    const layer = layers.randomHeight({ factor: [1, 1], interpolation: "nearest" });
    const output = layer({ images: COUNTED, segmentationMasks: COUNTED, labels: 1 });
    expect(output.segmentationMasks.arraySync()).toEqual(output.images.arraySync());
    expect(output.segmentationMasks.dtype).toBe("int32");
  });

  it("leaves its side open in a model and follows it in training", () => {
    const layer = layers.randomHeight({ factor: 0.5, dataFormat: "channels_first" });
    const symbolic = layer(tf.input({ shape: [3, 8, 9] }));
    expect(symbolic.shape).toEqual([null, 3, null, 9]);
  });

  it.each([
    [{ factor: -2 }, "Received: -2"],
    [{ factor: [0.5, 0.1] }, "Received: [0.5, 0.1]"],
    [{}, "Received: undefined"],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomHeight(options as RandomHeightOptions)).toThrow(
      "RandomHeight: factor must be a number in [-1, 1] or a growing pair of which the first is at " +
        `least -1. ${message}`,
    );
  });

  it("rejects interpolations it does not know and images that vanish", () => {
    const cubic = { factor: 0, interpolation: "cubic" } as unknown as RandomHeightOptions;
    expect(() => layers.randomHeight(cubic)).toThrow(
      "RandomHeight: interpolation must be one of bilinear,",
    );
    expect(() => layers.randomHeight({ factor: [-1, -1] })(COUNTED)).toThrow(
      "RandomHeight: factor must leave at least one pixel. Received: 4 pixels times 0",
    );
  });
});
