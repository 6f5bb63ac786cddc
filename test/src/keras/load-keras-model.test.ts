import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Scalar } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  loadKerasModel,
  ready,
  saveKerasModel,
  type TextVectorization,
  tf,
} from "../../../src/index.js";
import {
  difference,
  EXPECTED,
  editConfig,
  golden,
  INPUTS,
  rezip,
  temporaryFolder,
} from "./golden-models.js";

beforeAll(ready);
const temporary = temporaryFolder();

describe("a model of Keras", () => {
  it.each(["text", "image", "table"] as const)(
    "%s predicts what it predicts in Keras",
    async (name) => {
      const model = await loadKerasModel(golden(`${name}.keras`));
      expect(difference(model, INPUTS[name](), EXPECTED[name])).toBeLessThan(1e-5);
    },
  );

  it("is trained on with its optimizer and loss", async () => {
    const model = await loadKerasModel(golden("text.keras"));
    expect(model.optimizer.getClassName()).toBe("RMSProp");
    expect(model.loss).toBe("binaryCrossentropy");
    await tf.setBackend("cpu");
    const { history } = await model.fit(INPUTS.text()[0]!, tf.tensor2d([[1], [0]]), {
      epochs: 20,
      verbose: 0,
    });
    await tf.setBackend("wasm");
    const losses = history.loss as number[];
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });

  it.each([
    ["moves", '"kwargs": {"mask": null}', false],
    ["keeps", '"kwargs": {"mask": null, "training": false}', true],
  ])("%s the statistics of a batch normalization called with %s", async (_, call, isKept) => {
    const file = temporary("inference.keras");
    await rezip(golden("image.keras"), file, (parts) =>
      editConfig(parts, (text) => text.replace('"kwargs": {"mask": null}', call)),
    );
    await saveKerasModel(await loadKerasModel(file), file);
    const model = await loadKerasModel(file);
    const normalization = model.layers.find(
      (each) => each.getClassName() === "BatchNormalization",
    )!;
    const statistics = () =>
      normalization
        .getWeights()
        .slice(2)
        .map((each) => each.arraySync());
    const before = statistics();
    await tf.setBackend("cpu");
    await model.fit(INPUTS.image()[0]!, tf.tensor1d([0, 1]), { verbose: 0 });
    const after = statistics();
    await tf.setBackend("wasm");
    if (isKept) expect(after).toEqual(before);
    else expect(after).not.toEqual(before);
  });

  it("has the loss of its logits", async () => {
    const model = await loadKerasModel(golden("image.keras"));
    const [images] = INPUTS.image();
    const logits = EXPECTED.image[0]!;
    const losses = [2, 0].map((label, i) => {
      const sum = logits[i]!.reduce((so, logit) => so + Math.exp(logit), 0);
      return Math.log(sum) - logits[i]![label]!;
    });
    const loss = model.evaluate(images!, tf.tensor1d([2, 0])) as Scalar;
    expect(loss.dataSync()[0]).toBeCloseTo((losses[0]! + losses[1]!) / 2, 5);
  });

  it("is not compiled when that is not wished", async () => {
    const model = await loadKerasModel(golden("text.keras"), { compile: false });
    expect(model.optimizer).toBeUndefined();
  });

  it("is not compiled when tfjs has not its optimizer", async () => {
    const file = temporary("lion.keras");
    await rezip(golden("text.keras"), file, (parts) =>
      editConfig(parts, (text) => text.replace('"RMSprop"', '"Lion"')),
    );
    expect((await loadKerasModel(file)).optimizer).toBeUndefined();
  });

  it("keeps layers that can be adapted anew", async () => {
    const model = await loadKerasModel(golden("text.keras"));
    const text = model.layers.find((layer) => layer.getClassName() === "TextVectorization");
    const vectorization = text as TextVectorization;
    expect(vectorization.getVocabulary()).toEqual(["", "[UNK]", "a", "sat", "dog", "cat"]);
    await vectorization.adapt(["other words"]);
    expect(vectorization.getVocabulary().slice(2).sort()).toEqual(["other", "words"]);
  });

  it("leaves no tensors behind when it is disposed", async () => {
    const { numTensors } = tf.memory();
    const model = await loadKerasModel(golden("image.keras"), { compile: false });
    model.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

describe("a file that is no model", () => {
  const bytes = readFileSync(golden("text.keras"));

  it.each([
    ["empty", bytes.subarray(0, 0), /damaged or no \.keras file/],
    ["truncated", bytes.subarray(0, 20_000), /damaged or no \.keras file/],
    ["of another kind", Buffer.from("a text"), /damaged or no \.keras file/],
    ["with a changed bit in the weights", flipped(bytes, 20_000), /at model\.weights\.h5: .*CRC32/],
  ])("that is %s is refused", async (name, content, message) => {
    const file = temporary(`${name}.keras`);
    await writeFile(file, content);
    const { numTensors } = tf.memory();
    await expect(loadKerasModel(file)).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it.each([
    ["2.15.0", /must be saved by Keras 3\. Received: keras_version "2\.15\.0"/],
    ["4.0.0", /must be saved by Keras 3\. Received: keras_version "4\.0\.0"/],
  ])("of Keras %s is refused", async (version, message) => {
    const file = temporary("version.keras");
    await rezip(golden("text.keras"), file, (parts) => {
      parts.set("metadata.json", Buffer.from(JSON.stringify({ keras_version: version })));
    });
    await expect(loadKerasModel(file)).rejects.toThrow(message);
  });

  it.each(["config.json", "metadata.json", "model.weights.h5"])(
    "without %s is refused",
    async (part) => {
      const file = temporary("part.keras");
      await rezip(golden("text.keras"), file, (parts) => void parts.delete(part));
      await expect(loadKerasModel(file)).rejects.toThrow(`it must hold ${part}`);
    },
  );

  it.each([
    [
      "cut",
      (weights: Uint8Array) => weights.subarray(0, 3000),
      /damaged or no HDF5 file: truncated file/,
    ],
    ["of another kind", () => Buffer.from("weights"), /damaged or no HDF5 file/],
  ])("with weights that are %s is refused", async (_, change, message) => {
    const file = temporary("weights.keras");
    await rezip(golden("text.keras"), file, (parts) => {
      parts.set("model.weights.h5", change(parts.get("model.weights.h5")!));
    });
    await expect(loadKerasModel(file)).rejects.toThrow(message);
  });

  it("that is not there is an error of the file system", async () => {
    await expect(loadKerasModel(temporary("none.keras"))).rejects.toThrow(/ENOENT/);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1;
  return copy;
}

describe("what is not supported is named:", () => {
  it("a layer", async () => {
    await expect(loadKerasModel(golden("attention.keras"))).rejects.toThrow(
      'loadKeras: the layer MultiHeadAttention is not supported. Received: "attention"',
    );
  });

  it.each([
    [
      "an option",
      '"groups": 1',
      '"groups": 2',
      /Conv2D "conv2d": the option groups .* as 1\. Received: 2/,
    ],
    [
      "an activation",
      '"activation": "relu"',
      '"activation": "glu"',
      /the activation .* Received: "glu"/,
    ],
    [
      "an initializer",
      '"GlorotUniform"',
      '"STFT"',
      /the initializer of kernel_initializer .* STFT/,
    ],
    ["a class of one's own", '"class_name": "Conv2D"', '"class_name": "Mine"', /the layer Mine/],
    ["a quantized layer", '"name": "float32"', '"name": "int8_from_float32"', /quantized layers/],
    ["an option that came later", '"filters": 2', '"filters": 2, "later": 3', /the option later/],
    [
      "training in predict",
      '"kwargs": {"mask": null}',
      '"kwargs": {"training": true}',
      /BatchNormalization .* the argument training of its call/,
    ],
  ])("%s", async (_, from, to, message) => {
    const file = temporary("changed.keras");
    await rezip(golden("image.keras"), file, (parts) =>
      editConfig(parts, (text) => {
        expect(text).toContain(from);
        return text.replaceAll(from, to);
      }),
    );
    await expect(loadKerasModel(file)).rejects.toThrow(message);
  });

  it("weights of another shape", async () => {
    const file = temporary("shape.keras");
    await rezip(golden("image.keras"), file, (parts) =>
      editConfig(parts, (text) => text.replace('"units": 3', '"units": 4')),
    );
    const { numTensors } = tf.memory();
    await expect(loadKerasModel(file)).rejects.toThrow(
      /Dense "dense.*": the weight .*kernel must have the shape \[8, 4\]\. Received: \[8, 3\] at layers\/dense/,
    );
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
