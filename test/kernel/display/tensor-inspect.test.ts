import { inspect } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installTensorInspect } from "../../../kernel/display/tensor-inspect.js";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
  installTensorInspect(tf.Tensor.prototype);
});

afterAll(() => {
  Reflect.deleteProperty(tf.Tensor.prototype, inspect.custom);
});

test("a tensor prints its values, not its ids", () => {
  expect(inspect(tf.tensor2d([[1, 2]]))).toBe("Tensor float32 [1, 2]\n[[1, 2]]");
});

test("a tensor inside an object is one line", () => {
  expect(inspect({ xs: tf.zeros([2, 3]) })).toBe("{ xs: Tensor float32 [2, 3] }");
});

test("a disposed tensor and what only inherits from one print without a throw", () => {
  const gone = tf.zeros([2]);
  gone.dispose();
  expect(inspect(gone)).toBe("Tensor float32 [2] disposed");
  expect(inspect(Object.create(tf.Tensor.prototype))).toBe("Tensor");
});
