import { describe, expect, it } from "vitest";
import { layers, type PipelineOptions, tf } from "../../../src/index.js";
import { checkLayer } from "../check-layer.js";
import { flatNumbers, largestDifference, readGolden } from "../golden.js";
import { saveAndLoad } from "../save-and-load.js";

interface Recorded {
  readonly images: number[][][][];
  readonly calls: unknown[];
  readonly inference: unknown;
  readonly serialized: Record<string, unknown>;
}

const IMAGE = [
  [[10], [20]],
  [[40], [200]],
];

checkLayer({
  name: "Pipeline",
  make: () =>
    layers.pipeline({
      layers: [
        layers.randomBrightness({ factor: 0.5, seed: 5 }),
        layers.randomFlip({ seed: 7 }),
        layers.centerCrop({ height: 2, width: 1 }),
      ],
    }),
  input: [IMAGE, IMAGE, IMAGE],
  inputDtype: "float32",
  outputShape: [3, 2, 1, 1],
  outputDtype: "float32",
  isRandom: true,
  atInference: [IMAGE, IMAGE, IMAGE].map((image) => image.map((row) => row.slice(0, 1))),
  rejects: [
    [
      [1, 2],
      "RandomBrightness: expected one image of rank 3 or a batch of rank 4. Received: shape [2]",
    ],
  ],
});

describe("Pipeline", () => {
  it("does what Keras's does, made from its config", () => {
    const { images, calls, inference, serialized } = readGolden<Recorded>("pipeline.json");
    const pipeline = layers.deserialize(serialized) as ReturnType<typeof layers.pipeline>;
    expect(pipeline.layers.map(({ name }) => name)).toEqual(["r", "c", "f"]);
    expect(pipeline.name).toBe("it");
    for (const expected of calls) {
      const output = pipeline(images).dataSync();
      expect(largestDifference(output, flatNumbers(expected))).toBeLessThan(1e-6);
    }
    const still = pipeline(images, { training: false }).dataSync();
    expect(largestDifference(still, flatNumbers(inference))).toBeLessThan(1e-6);
  });

  it("passes strings, and keeps them through a saved model", async () => {
    const make = (): ReturnType<typeof layers.pipeline> =>
      layers.pipeline({
        layers: [
          layers.stringLookup({ vocabulary: ["foo_bar", "Hello", "_x", "__proto__"] }),
          layers.categoryEncoding({ numTokens: 5, outputMode: "one_hot" }),
        ],
      });
    expect(make()(["Hello", "_x"]).argMax(-1).arraySync()).toEqual([2, 3]);
    const input = tf.input({ shape: [1], dtype: "string" });
    const model = tf.model({ inputs: input, outputs: make()(input) });
    const words = tf.tensor2d([["__proto__"], ["foo_bar"], ["no"]]);
    const loaded = await saveAndLoad(await saveAndLoad(model));
    const output = loaded.predict(words) as ReturnType<typeof tf.tensor>; // one output
    expect(output.argMax(-1).arraySync()).toEqual([4, 1, 0]);
  });

  it("moves masks with their images", () => {
    const layer = layers.pipeline({
      layers: [layers.randomInvert({ factor: [1, 1] }), layers.centerCrop({ height: 1, width: 2 })],
    });
    const output = layer({
      images: IMAGE,
      segmentationMasks: [
        [1, 2],
        [3, 4],
      ],
      labels: 5,
    });
    expect(output.images.arraySync()).toEqual([[[245], [235]]]);
    expect(output.segmentationMasks.arraySync()).toEqual([[1, 2]]);
    expect(output.labels.arraySync()).toBe(5);
  });

  it("knows the type and the shape that its last layer gives", () => {
    const layer = layers.pipeline({
      layers: [layers.rescaling({ scale: 2 }), layers.discretization({ binBoundaries: [1, 3] })],
    });
    const output = layer(tf.input({ shape: [2] }));
    expect([output.shape, output.dtype]).toEqual([[null, 2], "int32"]);
    expect(layer([[0, 1, 2]]).arraySync()).toEqual([[0, 1, 2]]);
  });

  it("holds the weights of tfjs's own layers, which a saved model keeps", async () => {
    const pipeline = layers.pipeline({
      layers: [layers.rescaling({ scale: 2 }), layers.dense({ units: 2 })],
    });
    const model = tf.sequential();
    model.add(layers.inputLayer({ inputShape: [3] }));
    model.add(pipeline);
    expect(model.countParams()).toBe(8);
    const input = tf.ones([1, 3]);
    const expected = (model.predict(input) as typeof input).arraySync(); // one output
    const loaded = await saveAndLoad(model);
    expect((loaded.predict(input) as typeof input).arraySync()).toEqual(expected); // one output
    pipeline.trainable = false;
    expect([pipeline.trainableWeights.length, pipeline.nonTrainableWeights.length]).toEqual([0, 2]);
  });

  it("passes masks on from layer to layer", () => {
    const ones = { units: 2, kernelInitializer: "ones", recurrentInitializer: "ones" } as const;
    const pipeline = layers.pipeline({
      layers: [layers.masking({ maskValue: 0 }), layers.simpleRNN(ones)],
    });
    const [[last]] = pipeline([[[0.1], [0]]]).arraySync() as [[number, number]]; // two units
    expect(last).toBeCloseTo(Math.tanh(0.1), 6);
  });

  it("does the same in the layers of another pipeline", () => {
    const inner = layers.pipeline({ layers: [layers.rescaling({ scale: 2 })] });
    const outer = layers.pipeline({ layers: [inner, inner] });
    expect(outer([1]).arraySync()).toEqual([4]);
    const again = layers.deserialize({ className: "Pipeline", config: outer.getConfig() });
    expect(again.getConfig()).toEqual(outer.getConfig());
  });

  it.each([
    [{}, "Pipeline: layers must be a list of at least one layer. Received: undefined"],
    [{ layers: [] }, "Pipeline: layers must be a list of at least one layer. Received: []"],
    [{ layers: [1] }, "Pipeline: layers must be a list of at least one layer. Received: [1]"],
  ])("rejects the options %j", (options, message) => {
    expect(() => layers.pipeline(options as unknown as PipelineOptions)).toThrow(message);
  });
});
