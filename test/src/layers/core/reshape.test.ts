import { beforeAll, expect, it } from "vitest";
import { layers, ready, tf } from "../../../../src/index.js";

beforeAll(ready);

it("knows an open size before there are values", () => {
  const reshape = layers.reshape({ targetShape: [2, -1] });
  expect(reshape(tf.input({ shape: [6] })).shape).toEqual([null, 2, 3]);
  expect(reshape([[1, 2, 3, 4, 5, 6]]).arraySync()).toEqual([
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ]);
});

it("leaves it open where the input's is open, too", () => {
  const reshape = layers.reshape({ targetShape: [-1, 2] });
  expect(reshape(tf.input({ shape: [null, 4] })).shape).toEqual([null, null, 2]);
});
