import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { LayersModel, Sequential, Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { layers, loadKerasModel, ready, saveKerasModel, tf } from "../../../src/index.js";
import { difference, EXPECTED, golden, INPUTS, temporaryFolder } from "./golden-models.js";

beforeAll(ready);
const temporary = temporaryFolder();

function dense(): LayersModel {
  return tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
}

function values(model: LayersModel, input: Tensor): unknown {
  return (model.predict(input) as Tensor).arraySync();
}

describe("a saved model", () => {
  it.each(["text", "image", "table"] as const)(
    "of Keras comes back as it was: %s",
    async (name) => {
      const file = temporary(`${name}.keras`);
      const model = await loadKerasModel(golden(`${name}.keras`));
      await saveKerasModel(model, file);
      const again = await loadKerasModel(file);
      expect(difference(again, INPUTS[name](), EXPECTED[name])).toBeLessThan(1e-5);
      expect(again.layers.map((layer) => layer.name)).toEqual(model.layers.map(({ name }) => name));
      expect(again.optimizer?.getConfig()).toEqual(model.optimizer?.getConfig());
    },
  );

  it("keeps the gates of tfjs's hard sigmoid", async () => {
    const file = temporary("gates.keras");
    const input = tf.input({ shape: [4, 3] });
    const outputs = [
      layers.lstm({ units: 2 })(input),
      layers.gru({ units: 2, resetAfter: true })(input),
    ];
    const model = tf.model({ inputs: input, outputs });
    await saveKerasModel(model, file);
    const again = await loadKerasModel(file);
    const sequence = tf.randomNormal([2, 4, 3], 0, 2, "float32", 1);
    const expected = (model.predict(sequence) as Tensor[]).map((each) => each.arraySync());
    expect(difference(again, [sequence], expected as number[][][])).toBeLessThan(1e-6);
  });

  it("of Keras comes back with the layers that were added", async () => {
    const file = temporary("added.keras");
    const loaded = await loadKerasModel(golden("text.keras"), { compile: false });
    const model = loaded as Sequential;
    model.add(tf.layers.dense({ units: 2 }));
    await saveKerasModel(model, file);
    const again = await loadKerasModel(file);
    const [texts] = INPUTS.text();
    expect(values(again, texts!)).toEqual(values(model, texts!));
  });

  it("keeps a vocabulary whose tokens hold ends of lines", async () => {
    const file = temporary("lines.keras");
    const lookup = layers.stringLookup();
    await lookup.adapt(["a\u2028b", "c"]);
    const input = tf.input({ shape: [1], dtype: "string" as "float32" }); // tfjs takes strings, its types do not
    await saveKerasModel(tf.model({ inputs: input, outputs: lookup(input) }), file);
    const again = await loadKerasModel(file);
    expect(values(again, tf.tensor([["a\u2028b"], ["c"]]))).toEqual(
      lookup([["a\u2028b"], ["c"]]).arraySync(),
    );
  });

  it("keeps which layers are frozen and how it is compiled", async () => {
    const file = temporary("frozen.keras");
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 2, inputShape: [3], trainable: false }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    model.compile({
      optimizer: tf.train.adam(0.5, 0.8),
      loss: "meanAbsoluteError",
      metrics: ["mse"],
    });
    await saveKerasModel(model, file);
    const again = await loadKerasModel(file);
    expect(again.layers.map(({ trainable }) => trainable)).toEqual(
      expect.arrayContaining([false, true]),
    );
    expect(again.trainableWeights).toHaveLength(2);
    expect(again.optimizer.getConfig()).toEqual(model.optimizer.getConfig());
    expect(again.loss).toBe("meanAbsoluteError");
  });
});

describe("saving", () => {
  it.each([
    [
      "a layer that Keras 3 has not",
      layers.thresholdedReLU(),
      /ThresholdedReLU .* has no layer of this class/,
    ],
    ["an option", layers.upSampling2d({ interpolation: "bilinear" }), /the option interpolation/],
    [
      "an activation",
      layers.activation({ activation: "hardSigmoid" }),
      /has no activation like it/,
    ],
    ["a compat", layers.randomFlip({ compat: "tf_keras" }), /under compat "tf_keras"/],
  ])("refuses %s and names it", async (_, layer, message) => {
    const input = tf.input({ shape: [4, 4, 1] });
    const model = tf.model({ inputs: input, outputs: layer.apply(input) as typeof input });
    const file = temporary("refused.keras");
    await writeFile(file, "old");
    await expect(saveKerasModel(model, file)).rejects.toThrow(message);
    expect(await readFile(file, "utf8")).toBe("old");
  });

  it("refuses a model without an input and a path without .keras", async () => {
    await expect(saveKerasModel(tf.sequential(), temporary("a.keras"))).rejects.toThrow(
      /has no input yet/,
    );
    await expect(saveKerasModel(dense(), temporary("a.json"))).rejects.toThrow(/end in \.keras/);
  });

  it("leaves nothing behind when the file cannot be written", async () => {
    await mkdir(temporary("folder.keras/inner"), { recursive: true });
    await expect(saveKerasModel(dense(), temporary("folder.keras"))).rejects.toThrow(
      /EISDIR|ENOTEMPTY|EEXIST/,
    );
    expect(readdirSync(temporary(".")).filter((file) => file.includes("folder"))).toEqual([
      "folder.keras",
    ]);
    await expect(saveKerasModel(dense(), temporary("missing/a.keras"))).rejects.toThrow(/ENOENT/);
  });

  it("leaves the old file when the process is killed", async () => {
    const file = temporary("killed.keras");
    const model = dense();
    await saveKerasModel(model, file);
    const old = readFileSync(file);
    const writer = new URL("../../../dist/src/keras/archive/write-atomically.js", import.meta.url);
    const script = `
      const { writeAtomically } = await import(${JSON.stringify(writer.href)});
      const write = writeAtomically(${JSON.stringify(file)}, new Uint8Array(400e6));
      process.stdout.write("started");
      await write;`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
    await once(child.stdout, "data");
    const isWriting = (name: string): boolean => name.startsWith(".killed.keras");
    while (!readdirSync(temporary(".")).some(isWriting)) await setImmediate();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(readFileSync(file).equals(old)).toBe(true);
    expect(values(await loadKerasModel(file), tf.ones([1, 3]))).toEqual(
      values(model, tf.ones([1, 3])),
    );
  });
});
