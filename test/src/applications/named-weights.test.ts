import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Group } from "h5wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNamedWeights, setWeightsByName } from "../../../src/applications/named-weights.js";
import { layers, ready, tf } from "../../../src/index.js";

let folder: string;

beforeAll(async () => {
  await ready();
  folder = await mkdtemp(join(tmpdir(), "hdf5-"));
});
afterAll(() => rm(folder, { recursive: true }));

const KERNEL = Float32Array.of(1, 2, 3, 4);
const BIAS = Float32Array.of(5, 6);

/** A file that `fill` writes. */
async function hdf5(name: string, fill: (root: Group) => void): Promise<string> {
  const { File, ready: started } = await import("h5wasm");
  const { FS } = await started;
  const file = new File(`/${name}`, "w");
  fill(file);
  file.close();
  const path = join(folder, name);
  await writeFile(path, FS.readFile(`/${name}`));
  return path;
}

/** As Keras 3 writes `save_weights("x.weights.h5")`: arrays numbered, the layer's name an attribute. */
function keras3(root: Group): void {
  const vars = root.create_group("layers").create_group("dense").create_group("vars");
  vars.create_attribute("name", "sum");
  vars.create_dataset({ name: "0", data: KERNEL, shape: [2, 2] });
  vars.create_dataset({ name: "1", data: BIAS, shape: [2] });
  const optimizer = root.create_group("optimizer").create_group("vars");
  optimizer.create_attribute("name", "sum");
}

/** As Keras 2 writes weights: layers and arrays listed in attributes. */
function keras2(root: Group): void {
  root.create_attribute("layer_names", ["input_1", "sum"]);
  root.create_group("input_1").create_attribute("weight_names", []);
  const layer = root.create_group("sum");
  layer.create_attribute("weight_names", ["sum/kernel:0", "sum/bias:0"]);
  const inner = layer.create_group("sum");
  inner.create_dataset({ name: "bias:0", data: BIAS, shape: [2] });
  inner.create_dataset({ name: "kernel:0", data: KERNEL, shape: [2, 2] });
}

const FILES = {
  "keras3.weights.h5": keras3,
  "keras2.h5": keras2,
  "model.h5": (root: Group) => keras2(root.create_group("model_weights")),
};

function model(units = 2) {
  return tf.sequential({ layers: [layers.dense({ units, inputShape: [2], name: "sum" })] });
}

describe("weights in HDF5", () => {
  it.each(Object.entries(FILES))("come by the layer's name from %s", async (name, fill) => {
    const path = await hdf5(name, fill);
    const weights = await readNamedWeights("test", path);
    const net = model();
    setWeightsByName("test", net, weights, path);
    expect(net.getWeights().map((weight) => weight.arraySync())).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
      [5, 6],
    ]);
  });

  it("change nothing where they do not fit", async () => {
    const path = await hdf5("fits.h5", keras2);
    const weights = await readNamedWeights("test", path);
    const wide = model(3);
    const before = wide.getWeights()[0]!.arraySync();
    expect(() => setWeightsByName("test", wide, weights, path)).toThrow(
      `test: sum takes weights of the shapes [2, 3], [3]. Received: [2, 2], [2] in ${path}`,
    );
    expect(wide.getWeights()[0]!.arraySync()).toEqual(before);
    const other = tf.sequential({
      layers: [layers.dense({ units: 2, inputShape: [2], name: "no" })],
    });
    expect(() => setWeightsByName("test", other, weights, path)).toThrow(
      `${path} has no weights for 1 of 1 layers. Missing: no`,
    );
  });

  it("are refused, naming the file, when damaged, empty or missing", async () => {
    const path = await hdf5("whole.h5", keras2);
    const bytes = await readFile(path);
    const cut = join(folder, "cut.h5");
    await writeFile(cut, bytes.subarray(0, bytes.length >> 1));
    await expect(readNamedWeights("test", cut)).rejects.toThrow(
      `test: the weights in ${cut} are damaged or no HDF5 file:`,
    );
    const empty = await hdf5("empty.h5", () => undefined);
    await expect(readNamedWeights("test", empty)).rejects.toThrow(
      `test: ${empty} must hold the weights of a Keras model. Received: []`,
    );
    await expect(readNamedWeights("test", join(folder, "no.h5"))).rejects.toThrow(
      "there are no weights",
    );
  });
});
