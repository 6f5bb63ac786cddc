import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { layers, ready, tf } from "../../../src/index.js";
import { adjustContrast } from "../../../src/ops/adjust-contrast.js";
import { momentsOf } from "../../../src/ops/moments.js";
import { type ImageBatch, projectiveTransform } from "../../../src/ops/projective-transform.js";
import { rescale } from "../../../src/ops/rescale.js";
import { resize } from "../../../src/ops/resize.js";
import { heapScope, heapView, reserveHeap } from "../../../src/simd/heap.js";

beforeAll(ready);

type Compute = (images: ImageBatch) => { readonly values: ArrayLike<number> };

// what an operation computes from the same numbers in the heap with a routine, and outside with TypeScript
function both(shape: ImageBatch["shape"], compute: Compute, seed = 1) {
  const tensor = tf.randomUniform([...shape], -50, 300, "float32", seed);
  const plain = compute({ values: tensor.dataSync<"float32">(), shape });
  const routine = heapScope(() => {
    const result = compute({ values: heapView(tensor)!, shape }).values as Float32Array;
    // a heap of megabytes, not an array of its own
    expect(result.buffer.byteLength).toBeGreaterThan(1 << 20);
    return Array.from(result);
  });
  tensor.dispose();
  return { routine, plain: Array.from(plain.values) };
}

function expectEqual(shape: ImageBatch["shape"], compute: Compute, tolerance: number): void {
  const { routine, plain } = both(shape, compute);
  expect(routine).toHaveLength(plain.length);
  const distances = routine.map((value, i) => Math.abs(value - plain[i]!) / 300);
  expect(Math.max(0, ...distances)).toBeLessThanOrEqual(tolerance);
}

const SHAPES: readonly ImageBatch["shape"][] = [
  [1, 1, 1, 1],
  [2, 5, 7, 1],
  [3, 4, 6, 2],
  [2, 9, 5, 3],
  [2, 6, 3, 4],
  [1, 7, 9, 5],
  [2, 3, 11, 7],
  [1, 64, 48, 3],
];

describe.each(SHAPES)("images of shape %i, %i, %i, %i", (...shape) => {
  it("are rescaled the same", () => {
    const compute: Compute = ({ values }) =>
      rescale(
        "test",
        { values, shape, dtype: "float32" },
        { values: Float32Array.of(0.3), shape: [] },
        { values: Float32Array.of(-7.1), shape: [1] },
      );
    expectEqual(shape, compute, 0);
  });

  if (shape[3] <= 4) {
    it("have their contrast adjusted the same", () => {
      const factors = Float32Array.from({ length: shape[0] }, (_, i) => 0.5 + i);
      expectEqual(shape, (images) => adjustContrast(images, factors, [0, 255]), 3e-7);
    });
  }

  it.each([
    [3, 4],
    [11, 13],
    [2, 1],
  ])("are resized to %i x %i the same", (height, width) => {
    const compute: Compute = (images) =>
      resize(images, height, width, { interpolation: "bilinear", antialias: false });
    expectEqual(shape, compute, 0);
  });

  it.each(["constant", "reflect", "wrap", "nearest"] as const)(
    "are moved the same, %s",
    (fillMode) => {
      const options = { fillMode, interpolation: "bilinear", fillValue: 12.5 } as const;
      const turned = [0.8, -0.6, 1.3, 0.6, 0.8, -2.6, 0, 0];
      const far = [1, 0, -31.7, 0, 1, 43.2, 0, 0];
      const tilted = [1.1, 0.2, -1.5, -0.1, 0.9, 0.7, 0.01, -0.25];
      const all = [turned, far, tilted];
      const matrices = Float32Array.from(
        { length: 8 * shape[0] },
        (_, i) => all[(i >> 3) % 3]![i % 8]!,
      );
      expectEqual(shape, (images) => projectiveTransform(images, matrices, options), 2e-6);
      for (const matrix of all) {
        const one = Float32Array.from(matrix);
        expectEqual(shape, (images) => projectiveTransform(images, one, options), 2e-6);
      }
    },
  );
});

it("rescales whole numbers and bytes the same", () => {
  const [scale, offset] = [
    { values: Float32Array.of(0.1), shape: [] },
    { values: Float32Array.of(3), shape: [] },
  ];
  for (const values of [
    Int32Array.from({ length: 37 }, (_, i) => i * 7_654_321 - 99),
    Uint8Array.from({ length: 37 }, (_, i) => i * 7),
  ]) {
    const array = {
      values,
      shape: [37],
      dtype: values instanceof Int32Array ? "int32" : "bool",
    } as const;
    const plain = rescale("test", array, scale, offset).values;
    const routine = heapScope(() => {
      reserveHeap(37);
      return rescale("test", array, scale, offset).values.slice();
    });
    expect(routine).toEqual(plain);
  }
});

it("keeps a fill value out of what lies at infinity", () => {
  const compute: Compute = (images) =>
    projectiveTransform(images, Float32Array.of(1, 0, 0, 0, 1, 0, -0.5, 0), {
      fillMode: "reflect",
      interpolation: "bilinear",
      fillValue: -9,
    });
  const { routine } = both([1, 1, 5, 3], compute);
  expect(routine.slice(6, 9)).toEqual([-9, -9, -9]);
});

it.each([
  [[37], []],
  [[4, 9], []],
  [[50, 1], [1]],
  [[41, 2], [1]],
  [[6, 7, 5], [2]],
] as const)("finds the same moments in the heap: shape %j, axes %j", (shape, kept) => {
  const tensor = tf.randomNormal([...shape], 1000, 2, "float32", 5);
  const plain = momentsOf(tensor.dataSync<"float32">(), shape, kept);
  const found = momentsOf(heapView(tensor)!, shape, kept);
  expect(found.count).toBe(plain.count);
  plain.means.forEach((mean, i) => {
    expect(found.means[i]).toBeCloseTo(mean, 9);
    expect(found.squares[i]! / plain.squares[i]!).toBeCloseTo(1, 9);
  });
  tensor.dispose();
});

it("frees what no tensor took over", () => {
  const layer = layers.randAugment({ seed: 3 });
  const images = tf.randomUniform([2, 64, 64, 3], 0, 255);
  const heap = () =>
    (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;
  for (let i = 0; i < 20; i++) layer(images).dispose();
  const before = [heap(), tf.memory().numTensors];
  for (let i = 0; i < 300; i++) layer(images).dispose();
  expect([heap(), tf.memory().numTensors]).toEqual(before);
  images.dispose();
});

it("keeps a routine's result after the scope of another call", () => {
  const images = tf.fill([1, 3, 3, 1], 2);
  const first = layers.rescaling({ scale: 2 })(images);
  const second = layers.rescaling({ scale: 3 })(images);
  expect([first.sum().dataSync()[0], second.sum().dataSync()[0]]).toEqual([36, 54]);
});

it("computes the same where there is no heap", async () => {
  const resize = layers.resizing({ height: 2, width: 3 });
  const values = [
    [
      [1, 5, 2],
      [7, 3, 9],
    ],
    [
      [4, 4, 8],
      [0, 6, 1],
    ],
  ];
  const expected = resize(values).arraySync();
  await tf.setBackend("cpu");
  expect(resize(values).arraySync()).toEqual(expected);
  await tf.setBackend("wasm");
});

it("consists of code alone: data would overwrite tensors", () => {
  const path = createRequire(import.meta.url).resolve("preplab/routines.wasm");
  const bytes = readFileSync(path);
  const sections: number[] = [];
  for (let at = 8; at < bytes.length; ) {
    sections.push(bytes[at++]!);
    let [size, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[at++]!;
      size |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    at += size;
  }
  const DATA = 11;
  expect(sections).toContain(10);
  expect(sections).not.toContain(DATA);
});
