import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { ready, tf } from "../../../../src/index.js";
import { expectSameOnBackends, numbers } from "../compare-backends.js";

beforeAll(ready);

it("takes complex tensors apart and reads them", () => {
  const z = tf.complex([3, 0], [4, -2]);
  expect(Array.from(tf.real(z).dataSync())).toEqual([3, 0]);
  expect(Array.from(tf.imag(z).dataSync())).toEqual([4, -2]);
  expect(Array.from(tf.abs(z).dataSync())).toEqual([5, 2]);
  expect(Array.from(z.reshape([2, 1]).dataSync())).toEqual([3, 4, 0, -2]);
});

it("computes with complex tensors", () => {
  const [z, w] = [tf.complex([1, 2], [1, 0]), tf.complex([0, 3], [1, 1])];
  expect(Array.from(z.add(w).dataSync())).toEqual([1, 2, 5, 1]);
  expect(Array.from(z.sub(w).dataSync())).toEqual([1, 0, -1, -1]);
  expect(Array.from(z.mul(w).dataSync())).toEqual([-1, 1, 6, 2]);
  expect(Array.from(tf.concat([z, w]).dataSync())).toEqual([1, 1, 2, 0, 0, 1, 3, 1]);
  expect(Array.from(z.cast("float32").dataSync())).toEqual([1, 2]);
});

it("transforms to frequencies and back", () =>
  expectSameOnBackends(
    (x) => {
      const spectrum = tf.spectral.fft(tf.complex(x!, tf.zerosLike(x!)));
      return [tf.real(spectrum), tf.imag(spectrum), tf.real(tf.spectral.ifft(spectrum))];
    },
    [numbers([3, 8])],
  ));

it("transforms real numbers, and windows of a signal", () =>
  expectSameOnBackends(
    (x) => {
      const spectrum = tf.spectral.rfft(x!.reshape([2, 16]));
      return [
        tf.real(spectrum),
        tf.spectral.irfft(spectrum),
        tf.abs(tf.signal.stft(x as never, 8, 4)) as Tensor,
      ];
    },
    [numbers([32])],
  ));

it("sums products by their letters", () =>
  expectSameOnBackends(
    (a, b) => [tf.einsum("ij,jk->ik", a!, b!), tf.einsum("ij->j", a!)],
    [numbers([3, 4]), numbers([4, 5], 2)],
  ));

it("gathers ragged rows", () => {
  const splits = tf.tensor1d([0, 2, 3], "int32");
  const rows = tf.tensor1d([1, 0], "int32");
  const gathered = tf.raggedGather([splits], tf.tensor1d([7, 8, 9]), rows, 1);
  const { outputNestedSplits, outputDenseValues } = gathered as unknown as {
    outputNestedSplits: Tensor[];
    outputDenseValues: Tensor;
  }; // a record, though typed as a map of tensors
  expect(outputNestedSplits.map((split) => split.arraySync())).toEqual([[0, 1, 3]]);
  expect(outputDenseValues.arraySync()).toEqual([9, 7, 8]);
});
