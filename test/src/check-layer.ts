import type { DataType, Shape, Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import * as preplab from "../../src/index.js";
import type { LayerInput } from "../../src/layers/base/layer-call.js";
import type { PreprocessingLayer } from "../../src/layers/base/preprocessing-layer.js";
import { saveAndLoad } from "./save-and-load.js";

const { tf } = preplab;

/** What every layer must satisfy, tried on one configuration and one batch. */
export interface LayerCheck {
  readonly name: string;
  /** A new layer, ready to be called; the same each time. */
  make(): PreprocessingLayer | Promise<PreprocessingLayer>;
  /** Plain values of one batch. */
  readonly input: LayerInput;
  readonly inputDtype: DataType;
  readonly outputShape: readonly number[];
  /** The shape as far as it is known before the call. Defaults to all of `outputShape`. */
  readonly knownShape?: Shape;
  readonly outputDtype: DataType;
  /** Whether the layer augments: acts when called and in training, leaves its input alone otherwise. */
  readonly isRandom: boolean;
  /** What a random layer makes of the input in inference. Defaults to the input itself. */
  readonly atInference?: unknown;
  /** Whether a random layer leaves nothing to chance: each call does the same. */
  readonly isSteady?: boolean;
  /** Inputs that must fail, with a part of the message. */
  readonly rejects: readonly (readonly [input: LayerInput, message: string])[];
}

/** Runs the checks that every layer must pass. Call it at the top level of a test file. */
export function checkLayer(check: LayerCheck): void {
  const { name, make, input, inputDtype, outputShape, outputDtype, isRandom, rejects } = check;
  const knownShape = check.knownShape ?? outputShape;
  const inputTensor = (): Tensor => tf.tensor(input as number[], undefined, inputDtype);
  const inputShape = (): Shape => tf.tidy(() => inputTensor().shape);
  const values = (output: unknown): unknown => {
    const tensor = output as Tensor;
    const read = tensor.arraySync();
    tensor.dispose();
    return read;
  };

  describe(name, () => {
    beforeAll(preplab.ready);

    it("is exported, registered under its Keras name and has a factory", async () => {
      const layer = await make();
      const className = layer.getClassName();
      const factory = className.replace(/^(?:[A-Z]+(?=[A-Z][a-z])|[A-Z])/, (start) =>
        start.toLowerCase(),
      );
      expect(Object.keys(preplab)).toContain(className);
      expect(preplab.layers).toHaveProperty(factory);
      expect(tf.serialization.SerializationMap.getMap().classNameMap[className]?.[0]).toBe(
        layer.constructor,
      );
    });

    it("is a function and a tfjs layer with a readable form", async () => {
      const layer = await make();
      expect(typeof layer).toBe("function");
      expect(layer).toBeInstanceOf(tf.layers.Layer);
      expect(layer.toString()).toMatch(new RegExp(`^${layer.getClassName()}\\(name: "[a-z0-9_]+"`));
      expect(layer.name).toMatch(/^[a-z0-9_]+$/);
    });

    it("knows the output's shape before and after it is built", async () => {
      const layer = await make();
      expect(layer.computeOutputShape(inputShape())).toEqual(knownShape);
      tf.dispose(layer(input));
      expect(layer.computeOutputShape(inputShape())).toEqual(knownShape);
    });

    it("gives the same for plain values, tensors and apply", async () => {
      const fromPlain = (await make())(input, { training: isRandom });
      const tensor = inputTensor();
      const fromTensor = (await make())(tensor, { training: isRandom });
      const applied = (await make()).apply(tensor, { training: isRandom }) as Tensor; // tensors in, tensors out
      expect([fromPlain.shape, fromPlain.dtype]).toEqual([outputShape, outputDtype]);
      expect([fromTensor.shape, fromTensor.dtype]).toEqual([outputShape, outputDtype]);
      const expected = values(fromPlain);
      expect(values(fromTensor)).toEqual(expected);
      expect(values(applied)).toEqual(expected);
      tensor.dispose();
    });

    it("repeats itself when it is made again, and keeps no other state of a call", async () => {
      const [first, second] = [await make(), await make()];
      const expected = values(first(input));
      expect(values(second(input))).toEqual(expected);
      if (isRandom && check.isSteady !== true) expect(values(first(input))).not.toEqual(expected);
      else expect(values(first(input))).toEqual(expected);
    });

    it(isRandom ? "acts only in training" : "does the same in training", async () => {
      const layer = await make();
      const still = values(layer(input, { training: false }));
      const tensor = inputTensor();
      if (isRandom) expect(still).toEqual(check.atInference ?? tensor.arraySync());
      else expect(values(layer(input, { training: true }))).toEqual(still);
      expect(values(layer.apply(tensor))).toEqual(still);
      tensor.dispose();
    });

    it("returns from its config twice over", async () => {
      const layer = await make();
      const again = clone(clone(layer));
      expect(again.getConfig()).toEqual(layer.getConfig());
      expect(values(again(input))).toEqual(values((await make())(input)));
    });

    it("works in a functional model, before and after it is saved", async () => {
      const layer = await make();
      const symbolic = tf.input({ shape: inputShape().slice(1), dtype: inputDtype as "float32" }); // strings too
      const output = layer(symbolic);
      expect(output.shape.slice(1)).toEqual(knownShape.slice(1));
      expect(output.dtype).toBe(outputDtype);
      const model = tf.model({ inputs: symbolic, outputs: output });
      const tensor = inputTensor();
      const expected = values(model.predict(tensor));
      expect(values((await make())(input, { training: false }))).toEqual(expected);
      const loaded = await saveAndLoad(model);
      expect(loaded.layers.at(-1)).toBeInstanceOf(layer.constructor);
      expect(values(loaded.predict(tensor))).toEqual(expected);
      const again = await saveAndLoad(loaded);
      expect(values(again.predict(tensor))).toEqual(expected);
      tensor.dispose();
    });

    it("works in the map of a dataset", async () => {
      const layer = await make();
      const rows = input as readonly LayerInput[];
      const dataset = tf.data
        .array([...rows] as number[])
        .batch(rows.length)
        .map((batch) => ({
          output: layer(batch as unknown as Tensor, { training: false }),
        }));
      const [first] = await dataset.toArray();
      expect(values(first!.output)).toEqual(values(layer(input, { training: false })));
    });

    it("leaks no tensors", async () => {
      const layer = await make();
      const tensor = inputTensor();
      tf.dispose(layer(tensor));
      const before = tf.memory().numTensors;
      tf.dispose(layer(tensor));
      tf.dispose(layer(input));
      tf.dispose(layer(input, { training: false }));
      expect(tf.memory().numTensors).toBe(before);
      tensor.dispose();
    });

    it.each(rejects)("rejects %j", async (bad, message) => {
      const layer = await make();
      expect(() => layer(bad)).toThrow(message);
    });
  });
}

function clone(layer: PreprocessingLayer): PreprocessingLayer {
  const config = JSON.parse(JSON.stringify(layer.getConfig())) as Record<string, unknown>;
  const serialized = { className: layer.getClassName(), config };
  return preplab.layers.deserialize(serialized) as PreprocessingLayer; // of the class that was named
}
