import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { backend, layers, type PreprocessingLayer, tf } from "../../src/index.js";
import { largestDifference } from "../src/golden.js";

beforeAll(async () => {
  await backend("tfjs-node");
});

const images = Array.from({ length: 3 }, (_, i) => photograph(i, 7, 6));
const first = images.map((image) =>
  [0, 1, 2].map((c) => image.map((row) => row.map((p) => p[c]!))),
);

function photograph(seed: number, height: number, width: number): number[][][] {
  const pixel = (y: number, x: number, c: number): number =>
    127 + 127 * Math.sin(1 + seed + y * 1.3 + x * 0.7 + c * 2.1);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => [0, 1, 2].map((c) => pixel(y, x, c))),
  );
}

const warps = (["reflect", "constant", "wrap", "nearest"] as const).flatMap((fillMode) =>
  (["bilinear", "nearest"] as const).map((interpolation) => ({
    fillMode,
    interpolation,
    fillValue: 9,
    seed: 5,
  })),
);

const LAYERS: Record<string, () => PreprocessingLayer> = {
  ...Object.fromEntries(
    warps.map((options) => [
      `randomRotation, ${options.fillMode}, ${options.interpolation}`,
      () => layers.randomRotation({ factor: 0.3, ...options }),
    ]),
  ),
  randomZoom: () => layers.randomZoom({ heightFactor: 0.4, widthFactor: 0.3, seed: 6 }),
  randomTranslation: () =>
    layers.randomTranslation({ heightFactor: 0.4, widthFactor: 0.3, seed: 6 }),
  randomShear: () => layers.randomShear({ xFactor: 0.4, yFactor: 0.2, seed: 6 }),
  randomPerspective: () => layers.randomPerspective({ factor: 1, scale: 0.6, seed: 6 }),
  "randomFlip, horizontal": () => layers.randomFlip({ mode: "horizontal", seed: 1 }),
  "randomFlip, vertical": () => layers.randomFlip({ mode: "vertical", seed: 2 }),
  "randomFlip, both": () => layers.randomFlip({ compat: "tf_keras", seed: 3 }),
  randomContrast: () => layers.randomContrast({ factor: [0.5, 0.8], seed: 4 }),
  "randomContrast of tf_keras": () =>
    layers.randomContrast({ factor: 0.5, compat: "tf_keras", seed: 4 }),
  randomBrightness: () => layers.randomBrightness({ factor: 0.7, seed: 4 }),
  "resizing, bilinear, up": () => layers.resizing({ height: 11, width: 13 }),
  "resizing, bilinear, down": () => layers.resizing({ height: 3, width: 4 }),
  "resizing, nearest": () => layers.resizing({ height: 4, width: 11, interpolation: "nearest" }),
  rescaling: () => layers.rescaling({ scale: 1 / 127.5, offset: -1 }),
  "rescaling by channel": () => layers.rescaling({ scale: [0.1, 0.2, 0.3], offset: [1, 2, 3] }),
};

/** The output on the backend and whether any tensor was read into JavaScript for it. */
function onBackend(layer: PreprocessingLayer, input: Tensor): { output: Tensor; reads: number } {
  const read = vi.spyOn(tf.backend(), "readSync");
  const output = layer(input, { training: true });
  const reads = read.mock.calls.length;
  read.mockRestore();
  return { output, reads };
}

function expectSame(actual: Tensor, expected: Tensor): void {
  expect(actual.shape).toEqual(expected.shape);
  expect(actual.dtype).toBe(expected.dtype);
  const numbers = expected.dataSync();
  const largest = Array.from(numbers).reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  expect(largestDifference(actual.dataSync(), numbers)).toBeLessThanOrEqual(1e-5 * largest);
}

describe("image layers on the native backend", () => {
  it.each(Object.keys(LAYERS))("%s equals its typed-array form", (name) => {
    const [lowered, plain] = [LAYERS[name]!(), LAYERS[name]!()];
    for (let call = 0; call < 4; call++) {
      // a plain array never becomes a tensor before it is transformed
      const expected = plain(images, { training: true });
      const { output, reads } = onBackend(lowered, tf.tensor(images));
      expect(reads).toBe(0);
      expectSame(output, expected);
    }
  });

  it("takes one image, integers and channels first", () => {
    const rotate = () => layers.randomRotation({ factor: [0.1, 0.1] });
    expectSame(rotate()(tf.tensor(images[0]!)), rotate()(images[0]!));
    const whole = tf.tensor(images).toInt();
    expectSame(rotate()(whole), rotate()(whole.arraySync() as number[][][][]));
    const firstOf = () =>
      layers.randomTranslation({
        heightFactor: [0.2, 0.2],
        widthFactor: [0.3, 0.3],
        dataFormat: "channels_first",
      });
    expectSame(firstOf()(tf.tensor(first)), firstOf()(first));
  });

  it("leaves what TensorFlow does otherwise to JavaScript", () => {
    const make = () => layers.resizing({ height: 3, width: 4, interpolation: "bicubic" });
    const { output, reads } = onBackend(make(), tf.tensor(images));
    expect(reads).toBe(1);
    expectSame(output, make()(images));
    const whole = layers.resizing({ height: 3, width: 4 })(tf.tensor(images).toInt());
    expect(whole.dtype).toBe("int32");
  });

  it("leaves images alone in inference, and no tensor behind", () => {
    const model = tf.sequential();
    model.add(layers.randomFlip({ inputShape: [7, 6, 3] }));
    model.add(layers.randomRotation({ factor: 0.5 }));
    model.add(layers.randomContrast({ factor: 0.5 }));
    const input = tf.tensor4d(images);
    const before = tf.memory().numTensors;
    const output = model.predict(input) as Tensor; // one output
    expectSame(output, input);
    output.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("names the layer when an option does not fit the input", () => {
    const rescaling = layers.rescaling({ scale: [1, 2], offset: 0 });
    expect(() => rescaling(tf.tensor(images))).toThrow(
      "Rescaling: shapes must be equal or 1 in each dimension",
    );
  });

  it("trains a model behind them", async () => {
    const model = tf.sequential();
    model.add(layers.rescaling({ scale: 1 / 255, inputShape: [7, 6, 3] }));
    model.add(layers.randomFlip({ seed: 1 }));
    model.add(layers.randomZoom({ heightFactor: 0.2, seed: 1 }));
    model.add(layers.conv2d({ filters: 4, kernelSize: 3, activation: "relu" }));
    model.add(layers.flatten());
    model.add(layers.dense({ units: 1 }));
    model.compile({ optimizer: "adam", loss: "meanSquaredError" });
    const ys = tf.tensor2d([1, 2, 3], [3, 1]);
    const { history } = await model.fit(tf.tensor4d(images), ys, { epochs: 20, verbose: 0 });
    const losses = history.loss as number[];
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });
});
