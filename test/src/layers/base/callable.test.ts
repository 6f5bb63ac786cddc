import { inspect } from "node:util";
import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { callable, layers, PreprocessingLayer, ready, tf } from "../../../../src/index.js";
import type { DenseArray } from "../../../../src/ops/dense-array.js";
import { saveAndLoad } from "../../save-and-load.js";

beforeAll(ready);

class Doubling extends PreprocessingLayer {
  static className = "Doubling";
  readonly #factor = 2;

  protected override compute(input: DenseArray): DenseArray {
    if (input.dtype === "string") throw new Error("Doubling: expected numbers.");
    const values = Float32Array.from(input.values, (value) => this.#factor * value);
    return { shape: input.shape, dtype: "float32", values };
  }
}

describe("PreprocessingLayer", () => {
  it("makes functions of derived classes, private fields included", () => {
    const layer = new Doubling({ name: "twice" });
    expect(layer).toBeInstanceOf(Doubling);
    expect(typeof layer).toBe("function");
    expect(layer([[1, 2]]).arraySync()).toEqual([[2, 4]]);
    expect(Object.getPrototypeOf(layer)).toBe(Doubling.prototype);
  });

  it.each([
    ["a number", 3, 6, []],
    ["a typed array", Uint8Array.of(1, 2), [2, 4], [2]],
    ["64-bit floats", Float64Array.of(0.5), [1], [1]],
    ["booleans", [true, false], [2, 0], [2]],
    ["a column", { values: [1, 2] }, [2, 4], [2]],
  ])("takes %s", (_, input, output, shape) => {
    const result = new Doubling()(input);
    expect([result.arraySync(), result.shape]).toEqual([output, shape]);
  });

  it("numbers the names of its layers and shows them", () => {
    class NumberedThing extends Doubling {
      static override className = "NumberedThing";
    }
    const shown = [new NumberedThing(), new NumberedThing()].map((layer) => inspect(layer));
    expect(shown).toEqual([
      'NumberedThing(name: "numbered_thing")',
      'NumberedThing(name: "numbered_thing_1")',
    ]);
    expect(`${new Doubling({ name: "twice" })}`).toBe('Doubling(name: "twice")');
  });

  it("can be the function of a map, whose index is no option", () => {
    const double = new Doubling() as (row: number[]) => Tensor; // the types reject an index
    const [first, second] = [[1], [2]].map(double);
    expect([first!.arraySync(), second!.arraySync()]).toEqual([[2], [4]]);
  });

  it.each([
    [
      undefined,
      "Doubling: expected a tensor, an array, a typed array or one value. Received: undefined",
    ],
    [{}, "Doubling: expected a tensor, an array, a typed array or one value. Received: {}"],
    [BigInt64Array.of(1n), "Doubling: expected a tensor, an array, a typed array or one value."],
    [[null], "Doubling: arrays may hold strings, numbers and booleans. Received: null"],
    [tf.complex([1], [1]), "Doubling: complex64 tensors are not supported."],
  ])("rejects the input %s", (input, message) => {
    expect(() => new Doubling()(input as number)).toThrow(message);
  });

  it("rejects calls after it was disposed", () => {
    const layer = new Doubling();
    layer([1]);
    layer.dispose();
    expect(() => layer([1])).toThrow("already disposed");
  });
});

describe("callable", () => {
  it("calls a layer of tfjs on plain values, tensors and symbols", () => {
    const dense = callable(tf.layers.dense({ units: 1, kernelInitializer: "ones" }));
    expect(dense).toBeInstanceOf(tf.layers.Layer);
    expect(dense([[1, 2]]).arraySync()).toEqual([[3]]);
    expect(dense(tf.tensor([[4, 5]])).arraySync()).toEqual([[9]]);
    expect(dense(tf.input({ shape: [2] })).shape).toEqual([null, 1]);
  });

  it("gives a layer that is callable already back", () => {
    const layer = new Doubling();
    expect(callable(layer)).toBe(layer);
  });

  it("makes a whole model callable", () => {
    const model = callable(tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 1] })] }));
    expect(model([[[1], [2]]]).arraySync()).toEqual([[1, 2]]);
    const symbol = tf.input({ shape: [2, 1] });
    const outer = tf.model({ inputs: symbol, outputs: model(symbol) });
    expect(outer.outputs[0]!.shape).toEqual([null, 2]);
  });

  it("leaks no tensors", () => {
    const dense = callable(tf.layers.dense({ units: 1 }));
    tf.dispose(dense([[1, 2]]));
    const before = tf.memory().numTensors;
    tf.dispose(dense([[1, 2]]));
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("layers", () => {
  it("has every factory of tfjs", () => {
    expect(Object.keys(layers)).toEqual(expect.arrayContaining(Object.keys(tf.layers)));
  });

  it("builds, trains, saves and loads a model by calls alone", async () => {
    const input = tf.input({ shape: [4] });
    const embedded = layers.embedding({ inputDim: 5, outputDim: 3 })(input);
    const recurrent = layers.bidirectional({
      layer: layers.gru({ units: 2 }) as never, // tfjs names its own RNN type only
      mergeMode: "concat",
    })(embedded);
    const merged = layers.concatenate()([recurrent, layers.dropout({ rate: 0.5 })(recurrent)]);
    const model = tf.model({ inputs: input, outputs: layers.dense({ units: 1 })(merged) });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const tokens = tf.tensor([[0, 1, 2, 3]]);
    const output = model.predict(tokens) as Tensor;
    expect(output.shape).toEqual([1, 1]);
    const loaded = await saveAndLoad(model);
    const again = loaded.predict(tokens) as Tensor;
    expect(again.arraySync()).toEqual(output.arraySync());
  });

  it("starts a sequential model with an input layer", () => {
    const model = tf.sequential();
    model.add(layers.inputLayer({ inputShape: [2] }));
    model.add(layers.dense({ units: 3 }));
    expect(model.outputs[0]!.shape).toEqual([null, 3]);
  });

  it("names what it cannot deserialize", () => {
    expect(() => layers.deserialize({ class_name: "Nope" })).toThrow(
      "deserialize: expected the class name of a registered layer. Received: Nope",
    );
  });
});
