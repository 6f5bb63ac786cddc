import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { applications, ByteExamples, layers, models, ready, tf } from "../../../src/index.js";
import { largestDifference, readGolden } from "../golden.js";

type Row = readonly [className: string, name: string, shape: (number | null)[], count: number];

const golden = readGolden<{
  top: Row[];
  withoutTop: Row[];
  pooled: number[];
  prepared: number[];
}>("resnet50.json");

const { resnet50 } = applications;

let folder: string;

beforeAll(async () => {
  await ready();
  folder = await mkdtemp(join(tmpdir(), "resnet50-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => rm(folder, { recursive: true }));

/** Numbers in [-0.5, 0.5), as resnet50.py computes them. */
function weyl(count: number, start: number): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    values[i] = (Math.imul(i + start, 2654435761) >>> 0) / 2 ** 32 - 0.5;
  }
  return values;
}

function setWeights(model: LayersModel): void {
  const byName = model.layers.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  byName.forEach((layer, number) => {
    tf.tidy(() => {
      const values = layer.weights.map(({ shape }, place) => {
        const sizes = shape as number[]; // known when built
        const count = sizes.reduce((product, size) => product * size, 1);
        const scale = sizes.length > 1 ? Math.sqrt((24 * sizes.at(-1)!) / count) : 1;
        const offset = layer.name.endsWith("_bn") && (place === 0 || place === 3) ? 1 : 0;
        const drawn = weyl(count, 1000 * number + 100 * place);
        return tf.tensor(
          Float32Array.from(drawn, (value) => offset + value * scale),
          sizes,
        );
      });
      layer.setWeights(values);
    });
  });
}

/** Layers by class, name, output shape and number of weights; an input has no name of its own. */
function rows(model: LayersModel): unknown[] {
  return model.layers.map((layer) => {
    const className = layer.getClassName();
    const name = className === "InputLayer" ? "input_layer_1" : layer.name;
    return [className, name, layer.outputShape, layer.countParams()];
  });
}

function small(options: Parameters<typeof resnet50>[0] = {}): LayersModel {
  return resnet50({ inputShape: [32, 32, 3], classes: 3, ...options, weights: null });
}

describe("resnet50", () => {
  it("has Keras's layers, names, shapes and weights", () => {
    const model = resnet50({ weights: null });
    const sorted = (all: readonly unknown[]) => all.map((row) => JSON.stringify(row)).toSorted();
    const expected = golden.top.map(([className, name, shape, count]) => [
      className,
      name,
      name === "input_layer_1" ? [null, 224, 224, 3] : shape,
      count,
    ]);
    expect(sorted(rows(model))).toEqual(sorted(expected));
    expect([model.name, model.countParams()]).toEqual(["resnet50", 25_636_712]);
    model.dispose();
  });

  it("takes images of any size without the top", () => {
    const model = resnet50({ weights: null, includeTop: false });
    const names = (all: readonly unknown[]) => all.map((row) => (row as Row)[1]).toSorted();
    expect(names(rows(model))).toEqual(
      names(golden.withoutTop.map((row) => [row[0], row[1].replace(/^input.*/, "input_layer_1")])),
    );
    expect(model.countParams()).toBe(23_587_712);
    expect(model.inputs[0]!.shape).toEqual([null, null, null, 3]);
    expect(model.outputs[0]!.shape.at(-1)).toBe(2048);
    model.dispose();
  });

  it("computes what Keras computes with the same weights", async () => {
    const model = small({ includeTop: false, pooling: "avg" });
    setWeights(model);
    const image = tf.tensor(
      Float32Array.from(weyl(32 * 32 * 3, 7), (value) => value * 255),
      [1, 32, 32, 3],
    );
    const output = await (model.predict(image) as Tensor).data();
    const largest = Math.max(...golden.pooled);
    expect(golden.pooled).toHaveLength(2048);
    expect(largestDifference(output, golden.pooled) / largest).toBeLessThan(1e-5);
    const prepared = await resnet50.preprocessInput(image).data();
    expect(largestDifference(prepared.slice(0, 12), golden.prepared)).toBeLessThan(1e-4);
    model.dispose();
  });

  it("pools, ends in another activation and bears another name when told", () => {
    const max = small({ includeTop: false, pooling: "max", name: "features" });
    expect([max.name, max.layers.at(-1)!.name, max.outputs[0]!.shape]).toEqual([
      "features",
      "max_pool",
      [null, 2048],
    ]);
    const logits = small({ classifierActivation: null });
    expect(logits.layers.at(-1)!.getConfig()).toMatchObject({ activation: "linear", units: 3 });
    expect(small().layers.at(-1)!.getConfig()).toMatchObject({ activation: "softmax" });
  });

  it("stands on layers that come before it", async () => {
    const raw = tf.input({ shape: [40, 40, 3] });
    const inputTensor = layers.resizing({ height: 32, width: 32 })(raw);
    const model = small({ inputTensor });
    expect(model.inputs[0]!.shape).toEqual([null, 40, 40, 3]);
    expect(model.layers[1]!.getClassName()).toBe("Resizing");
    expect((model.predict(tf.zeros([1, 40, 40, 3])) as Tensor).shape).toEqual([1, 3]);
  });

  it("loads weights by name from a saved model, also those below another top", async () => {
    const trained = small();
    const saved = join(folder, "saved");
    await models.save(trained, saved);
    const image = tf.ones([1, 32, 32, 3]);
    const same = await resnet50({ weights: saved, inputShape: [32, 32, 3], classes: 3 });
    const predict = (model: LayersModel) => (model.predict(image) as Tensor).dataSync();
    expect(predict(same)).toEqual(predict(trained));
    const below = await resnet50({ weights: saved, includeTop: false, inputShape: [32, 32, 3] });
    const maps = tf.model({
      inputs: trained.inputs,
      outputs: trained.getLayer("conv5_block3_out").output,
    });
    expect(predict(below)).toEqual(predict(maps));
    await expect(resnet50({ weights: saved })).rejects.toThrow(
      /predictions takes weights of the shapes \[2048, 1000\], \[1000\]. Received: \[2048, 3\], \[3\]/,
    );
    for (const model of [trained, same, below]) model.dispose();
  });

  it("finds ImageNet's weights in Keras's cache only", async () => {
    vi.stubEnv("KERAS_HOME", join(folder, "keras"));
    vi.stubEnv("HOME", join(folder, "home"));
    const message = await resnet50().then(String, (error: Error) => error.message);
    expect(message.replaceAll(folder, "~")).toBe(
      `resnet50: found no ImageNet weights. Looked for:
  ~/keras/models/resnet50_weights_tf_dim_ordering_tf_kernels.h5
  ~/home/.keras/models/resnet50_weights_tf_dim_ordering_tf_kernels.h5
Put Keras's file there, give the path of another as weights, or take random ones: weights: null.`,
    );
    const cache = join(folder, "keras", "models");
    await mkdir(cache, { recursive: true });
    const file = join(cache, "resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5");
    await writeFile(file, "no HDF5");
    await expect(resnet50({ includeTop: false })).rejects.toThrow(
      `resnet50: the weights in ${file} are damaged or no HDF5 file: file signature not found`,
    );
  });

  it("refuses what Keras refuses", async () => {
    const random = { weights: null } as const;
    expect(() => resnet50({ ...random, inputShape: [31, 32, 3] })).toThrow(
      "inputShape must be [height, width, 3], both at least 32. Received: [31, 32, 3]",
    );
    expect(() => resnet50({ ...random, inputShape: [null, null, 3] })).toThrow("[null, null, 3]");
    expect(() => resnet50({ ...random, inputShape: [32, 32] })).toThrow("Received: [32, 32]");
    expect(() => resnet50({ ...random, classes: 0 })).toThrow("classes must be");
    expect(() => resnet50({ ...random, pooling: "mean" as "avg" })).toThrow('"avg", "max" or null');
    await expect(resnet50({ weights: join(folder, "none") })).rejects.toThrow(
      "there are no weights",
    );
    await expect(resnet50({ weights: folder, classifierActivation: "sigmoid" })).rejects.toThrow(
      'must be "softmax" or null. Received: "sigmoid"',
    );
  });
});

describe("preprocessInput", () => {
  it("turns colours round and takes the mean away", () => {
    const expected = [3 - 103.939, 2 - 116.779, 1 - 123.68];
    const image = new ByteExamples({ values: Uint8Array.of(1, 2, 3), shape: [1, 1, 1, 3] });
    for (const input of [image, [[[1, 2, 3]]], tf.tensor4d([1, 2, 3], [1, 1, 1, 3], "int32")]) {
      const output = resnet50.preprocessInput(input);
      expect(largestDifference(output.dataSync(), expected)).toBeLessThan(1e-5);
      expect(output.dtype).toBe("float32");
    }
  });

  it("refuses what are no images of three colours", () => {
    expect(() => resnet50.preprocessInput([[1, 2, 3]])).toThrow("expected images");
    expect(() => resnet50.preprocessInput([[[1]]])).toThrow("float32 of shape [1, 1, 1]");
  });
});
