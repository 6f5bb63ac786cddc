import type { LayersModel, SymbolicTensor, Tensor } from "@tensorflow/tfjs";
import { layers, tf } from "../../../src/index.js";

/** A model with what it is called on. */
export interface Made {
  readonly model: LayersModel;
  readonly inputs: Tensor[];
}

const STRING = "string" as "float32"; // tfjs takes strings, its types do not

function scatter(model: LayersModel): LayersModel {
  const values = model.getWeights().map((weight, i) => {
    return weight.dtype === "int32"
      ? weight
      : tf.randomUniform(weight.shape, 0.1, 0.9, "float32", i);
  });
  const isLearnt = (i: number): boolean =>
    /normalization.*\/(mean|variance|count)/.test(model.weights[i]!.originalName);
  model.setWeights(
    values.map((value, i) =>
      isLearnt(i) ? model.getWeights()[i]! : value.sub(0.3).abs().sub(0.1),
    ) as Tensor[],
  );
  return model;
}

/** Models of preplab's own and of tfjs's layers. */
export const MADE_HERE: Readonly<Record<string, () => Promise<Made>>> = {
  async text(): Promise<Made> {
    const text = layers.textVectorization({ outputSequenceLength: 6 });
    await text.adapt(["the cat sat", "a dog\u2028sat", "the dog ran"]);
    const model = tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [1], dtype: STRING }),
        text,
        layers.embedding({ inputDim: text.vocabularySize, outputDim: 5, maskZero: true }),
        layers.gru({ units: 4, resetAfter: true, recurrentActivation: "sigmoid" }),
        layers.dense({ units: 1, activation: "sigmoid" }),
      ],
    });
    model.compile({ optimizer: "adam", loss: "binaryCrossentropy", metrics: ["accuracy"] });
    return { model: scatter(model), inputs: [tf.tensor([["the dog"], ["who sat there"]])] };
  },

  async gates(): Promise<Made> {
    // tfjs's default recurrent activation is that of Keras 2
    const input = tf.input({ shape: [5, 3] });
    const outputs = [
      layers.lstm({ units: 3 })(input),
      layers.gru({ units: 3 })(input),
      layers.gru({ units: 3, resetAfter: true })(input),
      layers.bidirectional({
        layer: layers.lstm({ units: 2, returnSequences: true }),
        mergeMode: "ave",
      })(input),
    ];
    const model = tf.model({ inputs: input, outputs });
    return { model: scatter(model), inputs: [tf.randomNormal([2, 5, 3], 0, 1, "float32", 1)] };
  },

  async table(): Promise<Made> {
    const colour = tf.input({ shape: [1], dtype: STRING, name: "colour" });
    const size = tf.input({ shape: [2], name: "size" });
    const lookup = layers.stringLookup({ outputMode: "one_hot" });
    await lookup.adapt(["red", "green", "red"]);
    const weights = layers.stringLookup({
      vocabulary: ["red", "blue"],
      idfWeights: [0.5, 2],
      outputMode: "tf_idf",
    });
    const idf = layers.stringLookup({ outputMode: "tf_idf", maxTokens: 5, padToMaxTokens: true });
    await idf.adapt([["red"], ["blue"], ["red"]]);
    const scale = layers.normalization();
    await scale.adapt([
      [1, 2],
      [3, 9],
    ]);
    const bins = layers.discretization({ numBins: 3, outputMode: "multi_hot" });
    await bins.adapt([1, 2, 3, 4, 5, 6]);
    const parts = [lookup(colour), weights(colour), idf(colour), scale(size), bins(size)];
    const joined = layers.concatenate()(parts as SymbolicTensor[]);
    const model = tf.model({ inputs: [colour, size], outputs: layers.dense({ units: 2 })(joined) });
    const inputs = [
      tf.tensor([["red"], ["blue"], ["x"]]),
      tf.tensor2d([
        [1, 2],
        [5, 0],
        [9, 9],
      ]),
    ];
    return { model: scatter(model), inputs };
  },

  async image(): Promise<Made> {
    const input = tf.input({ shape: [10, 10, 3] });
    let x = layers.randomRotation({ factor: 0.1, seed: 1 })(
      layers.resizing({ height: 8, width: 8 })(input),
    );
    x = layers.pipeline({
      layers: [layers.randomFlip({ seed: 1 }), layers.rescaling({ scale: 0.5 })],
    })(x);
    for (const filters of [4, 4]) {
      const conv = layers.conv2d({ filters, kernelSize: 3, padding: "same" })(x);
      const side = layers.conv2d({ filters, kernelSize: 1 })(x);
      x = layers.reLU()(layers.add()([layers.batchNormalization()(conv), side]));
    }
    x = layers.layerNormalization()(layers.maxPooling2d({ poolSize: 2 })(x));
    x = layers.dropout({ rate: 0.2 })(layers.flatten()(x));
    const inner = tf.sequential({
      layers: [tf.layers.dense({ units: 5, inputShape: [64], activation: "swish" })],
    });
    const head = tf.input({ shape: [5] });
    const nested = tf.model({ inputs: head, outputs: layers.dense({ units: 2 })(head) });
    const output = nested.apply(inner.apply(x)) as SymbolicTensor; // symbolic in, symbolic out
    const model = tf.model({ inputs: input, outputs: output });
    model.compile({ optimizer: tf.train.momentum(1, 1), loss: "meanSquaredError" });
    return {
      model: scatter(model),
      inputs: [tf.randomUniform([2, 10, 10, 3], 0, 1, "float32", 3)],
    };
  },
};
