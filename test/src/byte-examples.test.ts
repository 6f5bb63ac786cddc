import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { ByteExamples, layers, ready, tf } from "../../src/index.js";

beforeAll(ready);

const rows = new ByteExamples({
  values: Uint8Array.of(0, 1, 10, 11, 20, 21, 250, 255),
  shape: [4, 2],
  note: "made up",
});

const nested = (tensor: Tensor) => tensor.arraySync();

describe("ByteExamples", () => {
  it("gives tensors of float32 for a part", () => {
    const [first, tail, all] = [rows.take(1), rows.batch(2, 8), rows.toTensor()];
    expect([first, tail].map(nested)).toEqual([
      [[0, 1]],
      [
        [20, 21],
        [250, 255],
      ],
    ]);
    expect([all.shape, all.dtype]).toEqual([[4, 2], "float32"]);
    expect(rows.take(9).shape).toEqual([4, 2]);
    expect(rows.batch(4, 1).shape).toEqual([0, 2]);
    expect([rows.at(1), rows.at(-1)].map(nested)).toEqual([
      [10, 11],
      [250, 255],
    ]);
  });

  it("slices without copying, and gathers copies", () => {
    expect(rows.slice(1, 3).values.buffer).toBe(rows.values.buffer);
    expect(nested(rows.slice(-2).toTensor())).toEqual(nested(rows.batch(2, 2)));
    expect(rows.slice(3, 1).shape).toEqual([0, 2]);
    expect(nested(rows.gather([3, 0, 3]).toTensor())).toEqual([
      [250, 255],
      [0, 1],
      [250, 255],
    ]);
  });

  it("makes one tensor for one request", () => {
    const { numTensors } = tf.memory();
    const made = [rows.take(2), rows.at(0), rows.batch(1, 2)];
    expect(tf.memory().numTensors).toBe(numTensors + made.length);
    tf.dispose(made);
  });

  it("is an input of layers and of models", async () => {
    expect(nested(layers.rescaling({ scale: 2 })(rows.slice(1, 3)))).toEqual(
      nested(rows.batch(1, 2).mul(2)),
    );
    const norm = layers.normalization({ axis: null });
    await norm.adapt(rows);
    expect(norm.mean).toBeCloseTo(71, 4);
    const images = new ByteExamples({ values: new Uint8Array(2 * 4 * 4 * 3), shape: [2, 4, 4, 3] });
    expect(layers.conv2d({ filters: 2, kernelSize: 3 })(images).shape).toEqual([2, 2, 2, 2]);
    const sum = tf.sequential({
      layers: [layers.dense({ units: 1, kernelInitializer: "ones", inputShape: [2] })],
    });
    expect(nested(sum.predict(rows) as Tensor)).toEqual([[1], [21], [41], [505]]);
    sum.compile({ optimizer: "sgd", loss: "meanAbsoluteError" });
    const labels = new ByteExamples({ values: Uint8Array.of(1, 21, 41, 255), shape: [4, 1] });
    expect(nested(sum.evaluate(rows, labels, { verbose: 0 }) as Tensor)).toBeCloseTo(62.5, 5);
  });

  it("says what it is where it is printed", () => {
    expect(String(rows)).toBe("ByteExamples [4, 2] (made up)");
    expect(String(rows.slice(1).gather([0]))).toBe("ByteExamples [1, 2] (made up)");
  });

  it("refuses positions and shapes that it does not have", () => {
    expect(() => rows.at(4)).toThrow("whole number of at least 0 and below 4. Received: 4");
    expect(() => rows.at(-5)).toThrow("Received: -1");
    expect(() => rows.gather([0.5])).toThrow("Received: 0.5");
    expect(() => rows.batch(5, 1)).toThrow("below 5. Received: 5");
    expect(() => rows.take(-1)).toThrow("at least 0. Received: -1");
    expect(() => new ByteExamples({ values: new Uint8Array(3), shape: [2, 2] })).toThrow(
      "expected 4 bytes for the shape [2, 2]. Received: 3",
    );
  });
});
