import { beforeAll, describe, expect, it } from "vitest";
import { layers, type ResizingOptions, ready, tf } from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers, largestDifference, readGolden } from "../../golden.js";

interface Run {
  readonly config: Record<string, unknown>;
  readonly images: number[][][][];
  readonly dtype: "float32" | "int32";
  readonly output: unknown;
}

const golden = readGolden<{
  cases: {
    id: string;
    config: Record<string, unknown>;
    calls: { input: number[]; expected: unknown }[];
    tol: number;
  }[];
  runs: Run[];
  tf: Run[];
  serialized: Record<string, unknown>[];
}>("resizing.json");

beforeAll(ready);

function fromKeras(config: Record<string, unknown>): ReturnType<typeof layers.resizing> {
  const layer = layers.deserialize({ class_name: "Resizing", config });
  return layer as ReturnType<typeof layers.resizing>; // named so
}

const ROW = [[[0], [1], [2], [3]]];

for (const dtype of ["float32", "int32"] as const) {
  checkLayer({
    name: `Resizing of ${dtype}`,
    make: () => layers.resizing({ height: 2, width: 3, ...(dtype === "int32" ? { dtype } : {}) }),
    input: [ROW, ROW],
    inputDtype: dtype,
    outputShape: [2, 2, 3, 1],
    outputDtype: dtype,
    isRandom: false,
    rejects: [
      [[1, 2], "Resizing: expected one image of rank 3 or a batch of rank 4. Received: shape [2]"],
      [[[["a"]]], "Resizing: images must be numbers. Received: string tensor of shape [1, 1, 1]"],
    ],
  });
}

describe("Resizing against Keras", () => {
  it.each(golden.cases)("gives the known values of $id", ({ config, calls, tol }) => {
    for (const { input, expected } of calls) {
      const output = fromKeras(config)(input).dataSync();
      expect(largestDifference(output, flatNumbers(expected))).toBeLessThanOrEqual(tol);
    }
  });

  it.each(golden.runs)("resizes alike: $dtype $config", ({ config, images, dtype, output }) => {
    const resized = fromKeras(config)(tf.tensor(images, undefined, dtype));
    expect(resized.dtype).toBe(dtype);
    const tolerance = dtype === "int32" ? 0 : 1e-4;
    expect(largestDifference(resized.dataSync(), flatNumbers(output))).toBeLessThanOrEqual(
      tolerance,
    );
  });

  it.each(golden.tf)("resizes like tf_keras: $config", ({ config, images, output }) => {
    const resized = fromKeras({ ...config, compat: "tf_keras" })(images).dataSync();
    expect(largestDifference(resized, flatNumbers(output))).toBeLessThan(1e-4);
  });

  it("reads the config that Keras writes", () => {
    expect(layers.deserialize(golden.serialized[0]!).getConfig()).toEqual({
      name: "it",
      trainable: true,
      dtype: "float32",
      dataFormat: "channels_last",
      height: 3,
      width: 4,
      interpolation: "bilinear",
      cropToAspectRatio: false,
      padToAspectRatio: true,
      fillMode: "constant",
      fillValue: 2,
      antialias: false,
      compat: "keras3",
    });
  });
});

describe("Resizing", () => {
  const halves = { height: 1, width: 2 } as const;

  it("rounds whole numbers to the even side, or makes them float32 as tf_keras", () => {
    const row = tf.tensor(ROW, undefined, "int32");
    expect(layers.resizing(halves)(row).arraySync()).toEqual([[[0], [2]]]);
    const floats = layers.resizing({ ...halves, compat: "tf_keras" })(row);
    expect(floats.dtype).toBe("float32");
    expect(floats.arraySync()).toEqual([[[0.5], [2.5]]]);
  });

  it("says the type of a symbolic output", () => {
    const symbolic = tf.input({ shape: [4, 4, 1], dtype: "int32" });
    expect(layers.resizing(halves)(symbolic).dtype).toBe("int32");
    expect(layers.resizing({ ...halves, compat: "tf_keras" })(symbolic).dtype).toBe("float32");
    expect(layers.resizing(halves)(tf.input({ shape: [4, 4, 1] })).dtype).toBe("float32");
  });

  it("knows the output's shape for one image, unknown sizes and channels first", () => {
    const layer = layers.resizing({ height: 5, width: 6 });
    expect(layer.computeOutputShape([9, 8, 3])).toEqual([5, 6, 3]);
    expect(layer.computeOutputShape([null, null, null, 3])).toEqual([null, 5, 6, 3]);
    const first = layers.resizing({ height: 5, width: 6, dataFormat: "channels_first" });
    expect(first.computeOutputShape([null, 3, 9, 8])).toEqual([null, 3, 5, 6]);
    expect(first(tf.zeros([2, 3, 9, 8])).shape).toEqual([2, 3, 5, 6]);
    expect(() => layer.computeOutputShape([9, 8])).toThrow(
      "Resizing: expected one image of rank 3 or a batch of rank 4. Received: shape [9, 8]",
    );
  });

  it("resizes images and masks of a dictionary, masks to the nearest pixel", () => {
    const layer = layers.resizing(halves);
    const output = layer({ images: ROW, segmentationMasks: [[0, 7, 7, 3]], labels: [1] });
    expect(output.images.arraySync()).toEqual([[[0.5], [2.5]]]);
    expect(output.segmentationMasks.arraySync()).toEqual([[7, 3]]);
    expect(output.segmentationMasks.dtype).toBe("int32");
    expect(output.labels.arraySync()).toEqual([1]);
  });

  it("crops or pads to the target's proportions", () => {
    const one = { height: 1, width: 1, interpolation: "area" } as const;
    const mean = (options: Partial<ResizingOptions>): number =>
      layers
        .resizing({ ...one, ...options })([[[1], [2], [9]]])
        .dataSync()[0]!;
    expect(mean({})).toBeCloseTo(4);
    expect(mean({ cropToAspectRatio: true })).toBe(2);
    expect(mean({ padToAspectRatio: true, fillValue: 8 })).toBeCloseTo((12 + 6 * 8) / 9);
  });

  it.each([
    [{ width: 2 }, "Resizing: height must be a whole number above 0. Received: undefined"],
    [{ height: 2, width: 0 }, "Resizing: width must be a whole number above 0. Received: 0"],
    [{ height: 1.5, width: 2 }, "Resizing: height must be a whole number above 0. Received: 1.5"],
    [
      { height: 2, width: 2, interpolation: "gaussian" },
      "Resizing: interpolation must be one of bilinear, nearest, bicubic, area, lanczos3, lanczos5. " +
        'Received: "gaussian"',
    ],
    [
      { height: 2, width: 2, cropToAspectRatio: true, padToAspectRatio: true },
      "Resizing: only one of cropToAspectRatio and padToAspectRatio can be true. Received: both",
    ],
    [
      { height: 2, width: 2, fillMode: "reflect" },
      'Resizing: fillMode must be one of constant. Received: "reflect"',
    ],
    [
      { height: 2, width: 2, fillValue: Number.NaN },
      "Resizing: fillValue must be a finite number. Received: NaN",
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.resizing(options as ResizingOptions)).toThrow(message);
  });
});
