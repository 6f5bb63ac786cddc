import { inspect } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installLibraryInspect } from "../../../kernel/display/library-inspect.js";

const CLASSES = {
  Tensor: tf.Tensor,
  SymbolicTensor: tf.SymbolicTensor,
  Layer: tf.layers.Layer,
  Dataset: tf.data.Dataset,
};

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
  installLibraryInspect(CLASSES);
});

afterAll(() => {
  for (const { prototype } of Object.values(CLASSES)) {
    Reflect.deleteProperty(prototype, inspect.custom);
  }
});

function model() {
  return tf.sequential({
    name: "small",
    layers: [
      tf.layers.dense({ units: 2, inputShape: [3], name: "a" }),
      tf.layers.dropout({ rate: 0.5, name: "b" }),
    ],
  });
}

test("a model prints its table, inside of something its name", () => {
  expect(inspect(model()).split("\n")).toEqual([
    "Model: small",
    "Layer (type)  Output Shape  Param #",
    "a (Dense)     [null, 2]           8",
    "b (Dropout)   [null, 2]           0",
    "Total params: 8 (32 B), trainable: 8, non-trainable: 0",
  ]);
  expect(inspect({ best: model() })).toBe("{ best: Model: small }");
});

test("layers print one line each, with their options", () => {
  const [first] = model().layers;
  expect(inspect(first)).toMatch(/^Dense units=2 activation=linear useBias=true/);
  expect(inspect({ first }, { breakLength: 500 })).toMatch(/^{ first: Dense units=2 [^\n]*}$/);
});

test("symbolic tensors and datasets print what they are", () => {
  expect(inspect(tf.input({ shape: [4], name: "x" }))).toBe(
    "SymbolicTensor float32 [null, 4] name=x",
  );
  expect(inspect(tf.data.array([1, 2, 3]))).toBe("Dataset: 3 elements");
});

test("what only inherits from a class prints its name", () => {
  expect(inspect(Object.create(tf.layers.Layer.prototype))).toBe("[Layer]");
});
