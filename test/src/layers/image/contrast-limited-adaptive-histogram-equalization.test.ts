import { describe, expect, it } from "vitest";
import {
  type ContrastLimitedAdaptiveHistogramEqualizationOptions,
  layers,
  tf,
} from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { largestDifference, readGolden } from "../../golden.js";

const NAME = "ContrastLimitedAdaptiveHistogramEqualization";
const IMAGE = tf.range(0, 64).reshape([8, 8, 1]).arraySync() as number[][][];

interface Recorded {
  readonly config: Record<string, unknown>;
  readonly shape: number[];
  readonly input: number[];
  readonly expected: number[];
}

checkLayer({
  name: NAME,
  make: () => layers.contrastLimitedAdaptiveHistogramEqualization(),
  input: [IMAGE],
  inputDtype: "float32",
  outputShape: [1, 8, 8, 1],
  outputDtype: "float32",
  isRandom: false,
  rejects: [
    [[1, 2], `${NAME}: expected one image of rank 3 or a batch of rank 4. Received: shape [2]`],
  ],
});

describe(NAME, () => {
  it.each(readGolden<Recorded[]>("clahe.json"))(
    "gives Keras's values: $config",
    ({ config, shape, input, expected }) => {
      const layer = layers.deserialize({ class_name: NAME, config });
      const output = layer.apply(tf.tensor(input, shape)) as ReturnType<typeof tf.tensor>;
      const largest = Math.max(1, ...expected.map(Math.abs));
      const difference = largestDifference(output.dataSync(), expected);
      expect(difference / largest).toBeLessThan(1e-5);
    },
  );

  it("takes images smaller than its grid", () => {
    const layer = layers.contrastLimitedAdaptiveHistogramEqualization();
    expect(layer([[[3], [4]]]).shape).toEqual([1, 2, 1]);
  });

  it.each([
    [{ clipLimit: "a" }, `${NAME}: clipLimit must be a finite number. Received: "a"`],
    [
      { tileGridSize: [0, 1] },
      `${NAME}: tileGridSize must be two whole numbers above 0. Received: [0, 1]`,
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() =>
      layers.contrastLimitedAdaptiveHistogramEqualization(
        options as unknown as ContrastLimitedAdaptiveHistogramEqualizationOptions,
      ),
    ).toThrow(message);
  });
});
