import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cells, startCells } from "../kernel/evaluate/cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => {
  cells.dispose();
});

it("computes on the native backend in a notebook, without a word of TensorFlow's", async () => {
  expect(await cells.value("tf.tensor([1, 2]).add(1).arraySync()")).toBe("[ 2, 3 ]");
  expect(cells.printed()).toBe("");
  expect(await cells.value("tf.getBackend()")).toBe("'tensorflow'");
});

it("gives the one tfjs to imports of tfjs-node, with what it adds", async () => {
  expect(
    await cells.value('import node from "@tensorflow/tfjs-node"; [node === tf, typeof node.node]'),
  ).toBe("[ true, 'object' ]");
  expect(
    await cells.value('require("@tensorflow/tfjs-node-gpu").node.decodePng === tf.node.decodePng'),
  ).toBe("true");
});

it("shows TensorFlow's own errors", async () => {
  expect(await cells.value("tf.sparse.sparseReshape([[0, 0]], [2, 3], [4, 4])")).toContain(
    "tensor with 6 dense values",
  );
});
