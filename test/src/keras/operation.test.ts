import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { loadKerasModel, ready, tf } from "../../../src/index.js";
import { KerasOperation } from "../../../src/keras/operation.js";
import { difference, EXPECTED, golden, INPUTS } from "./golden-models.js";

beforeAll(ready);

type ModelJson = Parameters<typeof tf.models.modelFromJSON>[0];

function operation(name: string, operands: (number | null)[]): KerasOperation {
  return new KerasOperation({
    name: "arithmetic",
    operation: name,
    module: "keras.src.ops.numpy",
    operands,
  });
}

it.each([
  ["Subtract", [null, 1], [[1, 2]], [[0, 1]]],
  ["Subtract", [1, null], [[1, 2]], [[0, -1]]],
  ["TrueDivide", [null, 4], [[1, 2]], [[0.25, 0.5]]],
  ["Negative", [null], [[1, -2]], [[-1, 2]]],
])("%s takes %j for its operands", (name, operands, input, expected) => {
  const output = operation(name, operands).apply(tf.tensor2d(input)) as Tensor;
  expect(output.arraySync()).toEqual(expected);
});

it("has the shape that broadcasting gives", () => {
  const add = operation("Add", [null, null]);
  const inputs = [tf.input({ shape: [3, 1] }), tf.input({ shape: [null, 4] })];
  expect((add.apply(inputs) as { shape: unknown }).shape).toEqual([null, 3, 4]);
});

it("comes back from what tfjs saves", async () => {
  const model = await loadKerasModel(golden("table.keras"));
  const topology = model.toJSON(null, false) as ModelJson;
  const again = await tf.models.modelFromJSON(topology);
  again.setWeights(model.getWeights());
  expect(difference(again, INPUTS.table(), EXPECTED.table)).toBeLessThan(1e-5);
});
