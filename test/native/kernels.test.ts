import type { Tensor, TensorInfo } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { backend, tf } from "../../src/index.js";
import { numHandles } from "./num-handles.js";

const LONG = "a text of more than twenty-two bytes, which TensorFlow keeps apart";

beforeAll(async () => {
  await backend("tfjs-node");
});

/** What a kernel gives, as types, shapes and values; nothing of it is left. */
function outputs(compute: () => unknown): unknown[] {
  const before = [tf.memory().numTensors, numHandles()];
  const found = tf.tidy(() => {
    const result = compute();
    const list: unknown[] =
      result instanceof tf.Tensor
        ? [result]
        : Array.isArray(result)
          ? result
          : Object.values(result as object);
    return list.map((each) => {
      const tensor = each as Tensor; // every op gives tensors
      return [tensor.dtype, tensor.shape, Array.from(tensor.dataSync())];
    });
  });
  expect([tf.memory().numTensors, numHandles()]).toEqual(before);
  return found;
}

const ints = (values: number[] | number[][]): Tensor => tf.tensor(values, undefined, "int32");
const kernel = (
  name: string,
  inputs: Readonly<Record<string, Tensor | Tensor[]>>,
  attributes: Readonly<Record<string, unknown>> = {},
): TensorInfo | TensorInfo[] => tf.engine().runKernel(name, inputs as never, attributes as never); // tfjs types neither lists nor words

const grid = Array.from({ length: 18 }, (_, i) => i); // [1, 3, 3, 2]
const CASES: Record<string, () => unknown> = {
  "Transform, bilinear": () =>
    tf.image.transform(
      tf.range(0, 32).reshape([1, 4, 4, 2]),
      tf.tensor2d([[1, 0.25, 0.5, 0.5, 1, 0, 0, 0]]),
      "bilinear",
      "reflect",
    ),
  "Transform, nearest, another size": () =>
    tf.image.transform(
      tf.range(0, 12).reshape([1, 3, 4, 1]),
      tf.tensor2d([[1, 0, -1, 0, 1, 0, 0, 0]]),
      "nearest",
      "constant",
      7,
      [2, 6],
    ),
  RotateWithOffset: () => tf.image.rotateWithOffset(tf.range(0, 50).reshape([1, 5, 5, 2]), 0.5, 9),
  "RotateWithOffset about a corner": () =>
    tf.image.rotateWithOffset(tf.range(0, 48).reshape([1, 6, 4, 2]), -2, 0.5, [0.1, 0.9]),
  "RotateWithOffset, a fill for each channel": () =>
    tf.image.rotateWithOffset(tf.range(0, 48).reshape([1, 4, 4, 3]), 0.5, [1, 2, 3]),
  DenseBincount: () =>
    tf.denseBincount(
      ints([
        [1, 2, 2],
        [0, 0, 5],
      ]) as never,
      tf.tensor2d([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      4,
    ),
  "SearchSorted, right": () =>
    tf.searchSorted(tf.tensor2d([[1, 3, 5, 7]]), tf.tensor2d([[3, 4, 9]]), "right"),
  "SearchSorted, left": () => tf.lowerBound(tf.tensor1d([1, 3, 5, 7]), tf.tensor1d([3, 4, 9])),
  StringSplit: () => tf.string.stringSplit(tf.tensor1d(["a b  c", `héllo ${LONG}`]), " "),
  "StringSplit, empty parts": () => tf.string.stringSplit(tf.tensor1d(["a b  c", ""]), " ", false),
  StringNGrams: () =>
    tf.string.stringNGrams(
      tf.tensor1d(["a", "b", "c", LONG]),
      ints([0, 3, 4]),
      "|",
      [1, 2],
      "L",
      "R",
      -1,
      true,
    ),
  StringToHashBucketFast: () =>
    tf.string.stringToHashBucketFast(tf.tensor1d(["a", "wörld", LONG]), 1000),
  SparseFillEmptyRows: () =>
    tf.sparse.sparseFillEmptyRows(
      ints([
        [0, 0],
        [2, 1],
      ]) as never,
      tf.tensor1d([1, 2]),
      ints([4, 3]) as never,
      tf.scalar(-1),
    ),
  SparseReshape: () =>
    tf.sparse.sparseReshape(
      ints([
        [0, 0],
        [2, 1],
      ]) as never,
      ints([4, 3]) as never,
      ints([2, -1]) as never,
    ),
  SparseSegmentSum: () =>
    tf.sparse.sparseSegmentSum(
      tf.range(0, 12).reshape([4, 3]),
      ints([0, 1, 3]) as never,
      ints([0, 0, 1]) as never,
    ),
  SparseSegmentMean: () =>
    tf.sparse.sparseSegmentMean(
      tf.range(0, 12).reshape([4, 3]),
      ints([0, 1, 3]) as never,
      ints([0, 0, 1]) as never,
    ),
  "SparseSegmentMean of whole numbers": () =>
    tf.sparse.sparseSegmentMean(
      tf.range(0, 12, 1, "int32").reshape([4, 3]),
      ints([0, 1, 3]) as never,
      ints([0, 0, 1]) as never,
    ),
  "MaxPoolWithArgmax, same": () =>
    tf.maxPoolWithArgmax(
      tf.tensor4d([3, 1, 4, -1, -5, -9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, -3, 2], [2, 3, 3, 1]),
      2,
      2,
      "same",
      true,
    ),
  "MaxPoolWithArgmax, valid": () =>
    tf.maxPoolWithArgmax(tf.tensor4d(grid, [1, 3, 3, 2]), [2, 3], 1, "valid", false),
  "MaxPoolWithArgmax, padded by a number": () =>
    tf.maxPoolWithArgmax(tf.tensor4d(grid, [1, 3, 3, 2]), 2, 1, 1, false),
  BitwiseAnd: () => tf.bitwiseAnd(ints([7, 12]), ints([5, 10])),
  RaggedRange: () =>
    kernel("RaggedRange", { starts: ints([0, 5]), limits: ints([3, 7]), deltas: ints([1, 1]) }),
  RaggedGather: () =>
    kernel(
      "RaggedGather",
      {
        paramsNestedSplits: [ints([0, 2, 3])],
        paramsDenseValues: tf.tensor1d([1, 2, 3]),
        indices: ints([1, 0]),
      },
      { outputRaggedRank: 1 },
    ),
  RaggedTensorToTensor: () =>
    kernel(
      "RaggedTensorToTensor",
      {
        shape: ints([2, 3]),
        values: tf.tensor1d([1, 2, 3]),
        defaultValue: tf.scalar(0),
        rowPartitionTensors: [ints([0, 2, 3])],
      },
      { rowPartitionTypes: ["ROW_SPLITS"] },
    ),
};

describe("kernels that tfjs-node lacks", () => {
  it.each(Object.keys(CASES))("%s gives what the cpu backend gives", async (name) => {
    const native = outputs(CASES[name]!);
    await backend("cpu");
    try {
      expect(native).toEqual(outputs(CASES[name]!));
    } finally {
      await backend("tfjs-node");
    }
  });

  it("transforms every image of a batch, which the cpu backend does not", () => {
    const images = tf.tensor4d([1, 2, 3, 4], [2, 1, 2, 1]);
    const shift = tf.tensor2d([
      [1, 0, -1, 0, 1, 0, 0, 0],
      [1, 0, 1, 0, 1, 0, 0, 0],
    ]);
    const moved = tf.image.transform(images, shift, "nearest", "constant", 9);
    expect(Array.from(moved.dataSync())).toEqual([9, 1, 4, 9]);
  });

  it("counts each number once where only its presence is asked for", () => {
    const counts = tf.denseBincount(ints([1, 2, 2]) as never, tf.tensor1d([]), 4, true);
    expect(Array.from(counts.dataSync())).toEqual([0, 1, 1, 0]);
  });

  it("are complete: only Draw, which needs a canvas, is missing", () => {
    const names = (of: string): string[] => tf.getKernelsForBackend(of).map((k) => k.kernelName);
    const native = new Set(names("tensorflow"));
    expect(names("cpu").filter((name) => !native.has(name))).toEqual(["Draw"]);
  });

  it("tell what is wrong in TensorFlow's words, and leave no tensor", () => {
    const before = [tf.memory().numTensors, numHandles()];
    expect(() =>
      tf.tidy(() =>
        tf.sparse.sparseReshape(
          ints([[0, 0]]) as never,
          ints([2, 3]) as never,
          ints([4, 4]) as never,
        ),
      ),
    ).toThrow("a tensor with 6 dense values, but the requested shape has 16");
    expect([tf.memory().numTensors, numHandles()]).toEqual(before);
  });
});
