import { beforeAll, describe, expect, it } from "vitest";
import {
  layers,
  RandomRotation,
  type RandomRotationOptions,
  ready,
  setRandomSeed,
  tf,
} from "../../../../src/index.js";
import { checkLayer } from "../../check-layer.js";
import { flatNumbers, largestDifference, readGolden } from "../../golden.js";

interface Recorded {
  readonly cases: {
    id: string;
    config: Record<string, unknown>;
    calls: { input: number[][][][]; expected: unknown; training: boolean }[];
    tol: number;
  }[];
  readonly runs: {
    config: Record<string, unknown>;
    angles: number[];
    matrices: number[][];
    images: number[][][][];
    masks: number[][][][];
    calls: { images: unknown; masks: unknown }[];
  }[];
  readonly serialized: Record<string, unknown>[];
}

const golden = readGolden<Recorded>("random-rotation.json");

beforeAll(ready);

function fromKeras(config: Record<string, unknown>): RandomRotation {
  return layers.deserialize({ class_name: "RandomRotation", config }) as RandomRotation; // named so
}

const COUNTED = [
  [[0], [1], [2]],
  [[3], [4], [5]],
  [[6], [7], [8]],
];

checkLayer({
  name: "RandomRotation",
  make: () => layers.randomRotation({ factor: 0.3, seed: 5 }),
  input: [COUNTED, COUNTED],
  inputDtype: "float32",
  outputShape: [2, 3, 3, 1],
  outputDtype: "float32",
  isRandom: true,
  rejects: [
    [
      [1, 2],
      "RandomRotation: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
    [
      [[["a"]]],
      "RandomRotation: images must be numbers. Received: string tensor of shape [1, 1, 1]",
    ],
    [[[[1], [2]], [[3]]], "RandomRotation: rows of a nested array must be equally long"],
  ],
});

describe("RandomRotation against Keras", () => {
  it.each(golden.cases)("gives the recorded values of $id", ({ config, calls, tol }) => {
    for (const { input, expected, training } of calls) {
      const output = fromKeras(config)(input, { training });
      expect(largestDifference(output.dataSync(), flatNumbers(expected))).toBeLessThanOrEqual(tol);
    }
  });

  it.each(golden.runs)("draws and turns alike: $config", (run) => {
    const { angles, matrices } = fromKeras(run.config).sample(tf.tensor(run.images));
    expect(Array.from(angles)).toEqual(run.angles);
    expect(largestDifference(matrices, flatNumbers(run.matrices))).toBeLessThan(1e-6);
    const layer = fromKeras(run.config);
    for (const call of run.calls) {
      const { images, segmentationMasks } = layer({
        images: run.images,
        segmentationMasks: run.masks,
        labels: [0],
      });
      expect(largestDifference(images.dataSync(), flatNumbers(call.images))).toBeLessThan(1e-5);
      expect(flatNumbers(segmentationMasks.arraySync())).toEqual(flatNumbers(call.masks));
      expect(segmentationMasks.dtype).toBe("int32");
    }
  });

  it("reads and repeats the config that Keras writes", () => {
    const [serialized] = golden.serialized;
    const layer = layers.deserialize(serialized!) as RandomRotation; // named so
    expect(layer.getConfig()).toEqual({
      name: "turn",
      trainable: true,
      dtype: "float32",
      dataFormat: "channels_last",
      factor: [-0.1, 0.1],
      fillMode: "reflect",
      interpolation: "bilinear",
      fillValue: 0,
      seed: 5,
    });
  });
});

describe("RandomRotation", () => {
  it("turns by half a turn about the middle, counter-clockwise by a quarter", () => {
    const half = layers.randomRotation({ factor: [0.5, 0.5] });
    const quarter = layers.randomRotation({ factor: [0.25, 0.25], interpolation: "nearest" });
    expect(flatNumbers(half(COUNTED).arraySync()).map(Math.round)).toEqual([
      8, 7, 6, 5, 4, 3, 2, 1, 0,
    ]);
    expect(flatNumbers(quarter(COUNTED).arraySync())).toEqual([2, 5, 8, 1, 4, 7, 0, 3, 6]);
  });

  it("draws an angle of its own for each image and new ones at each call", () => {
    const layer = layers.randomRotation({ factor: 0.125, seed: 1 });
    const drawn = [...layer.sample([3, 5, 5, 1]).angles, ...layer.sample([3, 5, 5, 1]).angles];
    expect(new Set(drawn).size).toBe(6);
    expect(drawn.every((angle) => Math.abs(angle) <= 45)).toBe(true);
    layer.resetSeed();
    expect(Array.from(layer.sample([3, 5, 5, 1]).angles)).toEqual(drawn.slice(0, 3));
  });

  it("applies one drawn transformation to an image, its mask and another image", () => {
    const layer = layers.randomRotation({ factor: [0.25, 0.25], seed: 2 });
    const rotation = layer.sample([3, 3, 1]);
    const turned = layer.transform(COUNTED, rotation).arraySync();
    expect(layer.transform(COUNTED, rotation).arraySync()).toEqual(turned);
    const mask = layer.transformMasks(
      [
        [0, 1, 0],
        [0, 1, 0],
        [0, 1, 2],
      ],
      rotation,
    );
    expect(mask.dtype).toBe("int32");
    expect(mask.arraySync()).toEqual([
      [0, 0, 2],
      [1, 1, 1],
      [0, 0, 0],
    ]);
    const both = layer.transform({ images: COUNTED, labels: 7 }, rotation);
    expect(both.images.arraySync()).toEqual(turned);
    expect(both.labels.arraySync()).toBe(7);
  });

  it("keeps the type of bool masks and takes Keras's key names", () => {
    const layer = layers.randomRotation({ factor: [0.5, 0.5] });
    const masks = tf.tensor(
      [
        [true, false],
        [false, false],
      ],
      undefined,
      "bool",
    );
    const turned = layer({
      images: [
        [[1], [2]],
        [[3], [4]],
      ],
      segmentation_masks: masks,
    });
    expect(turned.segmentation_masks.dtype).toBe("bool");
    expect(turned.segmentation_masks.arraySync()).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  it("leaves a dictionary alone in inference", () => {
    const layer = layers.randomRotation({ factor: [0.5, 0.5] });
    const still = layer({ images: COUNTED, segmentationMasks: COUNTED }, { training: false });
    expect(still.images.arraySync()).toEqual(COUNTED);
    expect(still.segmentationMasks.arraySync()).toEqual(COUNTED);
  });

  it("leaks no tensors from a dictionary", () => {
    const layer = layers.randomRotation({ factor: 0.1 });
    const before = tf.memory().numTensors;
    tf.dispose(
      layer({
        images: COUNTED,
        labels: [1],
        segmentationMasks: [
          [1, 2, 3],
          [1, 2, 3],
          [1, 2, 3],
        ],
      }),
    );
    tf.dispose(layer({ images: COUNTED, labels: [1] }, { training: false }));
    expect(tf.memory().numTensors).toBe(before);
  });

  it("gives float32 for whole numbers, or int32 when asked", () => {
    const pixels = tf.tensor(COUNTED, undefined, "int32");
    const factor = [0.5, 0.5] as const;
    expect(layers.randomRotation({ factor })(pixels).dtype).toBe("float32");
    const whole = layers.randomRotation({ factor, dtype: "int32" })(pixels);
    expect(whole.dtype).toBe("int32");
    expect(layers.randomRotation({ factor })(pixels, { training: false }).dtype).toBe("float32");
  });

  it("repeats layers without a seed after setRandomSeed", () => {
    const draw = (): number => {
      setRandomSeed(11);
      return layers.randomRotation({ factor: 1 }).sample([5, 5, 1]).angles[0]!;
    };
    expect(draw()).toBe(draw());
  });

  it("augments in fit and not in predict", async () => {
    const seen: boolean[] = [];
    class Watched extends RandomRotation {
      static override className = "WatchedRotation";
      protected override compute(
        ...[input, context]: Parameters<RandomRotation["compute"]>
      ): ReturnType<RandomRotation["compute"]> {
        seen.push(context.training);
        return super.compute(input, context);
      }
    }
    const rotate = new Watched({ factor: 0.5, inputShape: [3, 3, 1] });
    const model = tf.sequential({
      layers: [rotate, tf.layers.flatten(), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const images = tf.tensor([COUNTED, COUNTED]);
    await model.fit(images, tf.tensor([[0], [1]]), { epochs: 1, verbose: 0 });
    expect(seen).toEqual([true]);
    model.predict(images);
    model.evaluate(images, tf.tensor([[0], [1]]), { verbose: 0 });
    expect(seen).toEqual([true]);
  });

  it.each([
    [
      { factor: 2 },
      "RandomRotation: factor must lie in [-1, 1], as a number or a pair. Received: 2",
    ],
    [
      { factor: [0, 1.5] },
      "RandomRotation: factor must lie in [-1, 1], as a number or a pair. Received: [0, 1.5]",
    ],
    [
      { factor: Number.NaN },
      "RandomRotation: factor must lie in [-1, 1], as a number or a pair. Received: NaN",
    ],
    [{}, "RandomRotation: factor must lie in [-1, 1], as a number or a pair. Received: undefined"],
    [
      { factor: 0.1, fillMode: "mirror" },
      'RandomRotation: fillMode must be one of reflect, wrap, constant, nearest. Received: "mirror"',
    ],
    [
      { factor: 0.1, interpolation: "cubic" },
      'RandomRotation: interpolation must be one of bilinear, nearest. Received: "cubic"',
    ],
    [
      { factor: 0.1, dataFormat: "NHWC" },
      'RandomRotation: dataFormat must be one of channels_last, channels_first. Received: "NHWC"',
    ],
    [{ factor: 0.1, seed: 0.5 }, "RandomRotation: seed must be a safe integer. Received: 0.5"],
    [
      { factor: 0.1, fillValue: Number.NaN },
      "RandomRotation: fillValue must be a finite number. Received: NaN",
    ],
    [
      { factor: 0.1, dtype: "bool" },
      'RandomRotation: dtype must be one of float32, int32. Received: "bool"',
    ],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.randomRotation(options as RandomRotationOptions)).toThrow(message);
  });

  it("rejects what a transformation was not drawn for", () => {
    const layer = layers.randomRotation({ factor: 0.1 });
    expect(() => layer.transform([COUNTED], layer.sample([1, 4, 4, 1]))).toThrow(
      "RandomRotation: expected 1 image(s) of 4x4, as the transformation was drawn for. Received: 1 of 3x3",
    );
    expect(() => layer({ images: COUNTED, depth: COUNTED })).toThrow(
      'RandomRotation: expected the keys images, segmentationMasks, boundingBoxes and labels. Received: "depth"',
    );
  });
});
