import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { io, LayersModel, Tensor } from "@tensorflow/tfjs";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { layers, models, ready, tf } from "../../../src/index.js";

type Promises = typeof import("node:fs/promises");

// stops the file system before its nth change, for good when `dead`: nothing after a kill takes place
const fault = vi.hoisted(() => ({
  before: Number.POSITIVE_INFINITY,
  dead: false,
  changes: 0,
  code: "",
}));

vi.mock("node:fs/promises", async (importOriginal) => {
  const real = await importOriginal<Promises>();
  const check = () => {
    if (fault.changes++ === fault.before || (fault.dead && fault.changes > fault.before)) {
      throw Object.assign(new Error(`${fault.code}: stopped`), { code: fault.code });
    }
  };
  const changing =
    <A extends unknown[], R>(change: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      check();
      return change(...args);
    };
  return {
    ...real,
    link: changing(real.link),
    copyFile: changing(real.copyFile),
    rename: changing(real.rename),
    rm: changing(real.rm),
    open: async (...args: Parameters<Promises["open"]>) => {
      check();
      const file = await real.open(...args);
      const write = file.writeFile.bind(file);
      file.writeFile = async (data, options) => {
        const bytes = Buffer.from(data as Uint8Array);
        await write(bytes.subarray(0, bytes.length / 2), options);
        check();
        await write(bytes.subarray(bytes.length / 2), options);
      };
      return file;
    },
  };
});

let root: string;
let folder: string;
let count = 0;

beforeAll(async () => {
  await ready();
  root = await mkdtemp(join(tmpdir(), "model-folder-"));
});
beforeEach(() => {
  Object.assign(fault, { before: Number.POSITIVE_INFINITY, dead: false, changes: 0, code: "" });
  folder = join(root, `model ${count++}`);
});
afterAll(() => rm(root, { recursive: true }));

/** Multiplies by one number. */
function times(factor: number): LayersModel {
  const kernelInitializer = tf.initializers.constant({ value: factor });
  const model = tf.sequential({
    layers: [layers.dense({ units: 1, inputShape: [1], kernelInitializer, name: "times" })],
  });
  model.compile({ optimizer: tf.train.momentum(0.1, 0.9), loss: "meanSquaredError" });
  return model;
}

async function factorOf(model: LayersModel): Promise<number> {
  return (await (model.predict([1]) as Tensor).data())[0]!;
}

describe("saving", () => {
  it("writes the two files of tfjs-node", async () => {
    await models.save(times(2), folder);
    expect((await readdir(folder)).sort()).toEqual(["model.json", "weights.bin"]);
    const json = JSON.parse(await readFile(join(folder, "model.json"), "utf8")) as io.ModelJSON;
    expect(json.weightsManifest).toEqual([
      {
        paths: ["weights.bin"],
        weights: [
          { name: "times/kernel", shape: [1, 1], dtype: "float32" },
          { name: "times/bias", shape: [1], dtype: "float32" },
        ],
      },
    ]);
    expect(json).toMatchObject({ format: "layers-model", convertedBy: null });
    const weights = await readFile(join(folder, "weights.bin"));
    expect([weights.length, weights.readFloatLE(0), weights.readFloatLE(4)]).toEqual([8, 2, 0]);
  });

  it("replaces a model and leaves other files alone", async () => {
    await models.save(times(2), folder);
    await writeFile(join(folder, "notes.txt"), "mine");
    await times(3).save(`file://${folder}`);
    expect((await readdir(folder)).sort()).toEqual(["model.json", "notes.txt", "weights.bin"]);
    expect(await factorOf(await models.load(folder))).toBe(3);
  });

  it("keeps the optimizer's state when asked", async () => {
    const model = times(2);
    await model.fit([1], [5], { epochs: 3, verbose: 0 });
    await models.save(model, folder, { includeOptimizer: true });
    const loaded = await models.load(folder);
    const options = { epochs: 1, verbose: 0 } as const;
    const [went, goes] = await Promise.all([
      model.fit([1], [5], options),
      loaded.fit([1], [5], options),
    ]);
    expect(goes.history).toEqual(went.history);
    expect(await factorOf(loaded)).toBe(await factorOf(model));
  });

  it("puts the usual name back where hard links do not exist", async () => {
    await models.save(times(2), folder);
    Object.assign(fault, { before: fault.changes + 5, code: "EPERM" }); // the link
    await models.save(times(3), folder);
    expect((await readdir(folder)).sort()).toEqual(["model.json", "weights.bin"]);
    expect(await factorOf(await models.load(folder))).toBe(3);
  });

  it("clears away what a killed save left an hour ago", async () => {
    await models.save(times(2), folder);
    const old = join(folder, "weights.0123456789abcdef.bin");
    const recent = join(folder, "model.json.0123456789abcdef.tmp");
    await Promise.all([writeFile(old, "x"), writeFile(recent, "x")]);
    await utimes(old, new Date(0), new Date(0));
    await models.save(times(3), folder);
    expect((await readdir(folder)).sort()).toEqual([
      "model.json",
      "model.json.0123456789abcdef.tmp",
      "weights.bin",
    ]);
  });

  it("leaves a whole model, wherever it is killed", async () => {
    const found: number[] = [];
    let killed = true;
    for (let step = 0; killed; step++) {
      const at = join(root, `killed ${step}`);
      fault.before = Number.POSITIVE_INFINITY;
      await models.save(times(2), at);
      Object.assign(fault, { before: fault.changes + step, dead: true, code: "KILLED" });
      await models.save(times(3), at).catch(() => undefined);
      killed = fault.changes > fault.before;
      Object.assign(fault, { before: Number.POSITIVE_INFINITY, dead: false });
      found.push(await factorOf(await models.load(at)));
    }
    expect(found.length).toBeGreaterThan(8);
    const first = found.indexOf(3);
    expect(first).toBeGreaterThan(3);
    expect(found).toEqual(found.map((_, step) => (step < first ? 2 : 3)));
  });

  it("says when the disk is full, and leaves nothing but the old model", async () => {
    await models.save(times(2), folder);
    for (const step of [0, 1, 2, 3]) {
      Object.assign(fault, { before: fault.changes + step, code: "ENOSPC" });
      await expect(models.save(times(3), folder)).rejects.toThrow(
        `save: could not write the model to ${folder}: no space is left there. Nothing was changed.`,
      );
      expect((await readdir(folder)).sort()).toEqual(["model.json", "weights.bin"]);
    }
    expect(await factorOf(await models.load(folder))).toBe(2);
  });

  it("refuses a file for a folder, and what is no model", async () => {
    await writeFile(folder, "");
    await expect(models.save(times(2), folder)).rejects.toThrow("it is a file, expected a folder");
    expect(() => models.save({} as never, folder)).toThrow("expected a model and where to save it");
    expect(() => models.save(times(2), "")).toThrow("expected a path, an address or a handler");
  });
});

describe("loading", () => {
  it("takes a folder, its file, an address, a URL and a handler", async () => {
    await models.save(times(2), pathToFileURL(folder));
    const file = join(folder, "model.json");
    const handler: io.IOHandler = tf.io.getLoadHandlers(`file://${file}`)[0]!;
    for (const address of [folder, file, `file://${folder}`, pathToFileURL(file), handler]) {
      expect(await factorOf(await models.load(address))).toBe(2);
    }
    expect(await factorOf(await tf.loadLayersModel(`file://${file}`))).toBe(2);
  });

  it("reads weights in several shards", async () => {
    await models.save(times(2), folder);
    const json = JSON.parse(await readFile(join(folder, "model.json"), "utf8")) as io.ModelJSON;
    const bytes = await readFile(join(folder, "weights.bin"));
    const paths = ["group1-shard1of2.bin", "group1-shard2of2.bin"];
    await writeFile(join(folder, paths[0]!), bytes.subarray(0, 3));
    await writeFile(join(folder, paths[1]!), bytes.subarray(3));
    json.weightsManifest[0]!.paths = paths;
    await writeFile(join(folder, "model.json"), JSON.stringify(json));
    expect(await factorOf(await models.load(folder))).toBe(2);
  });

  it("names what is missing, cut off or no model", async () => {
    const file = join(folder, "model.json");
    await expect(models.load(folder)).rejects.toThrow(`load: there is no ${folder}. Expected`);
    await mkdir(folder);
    await expect(models.load(folder)).rejects.toThrow(`load: ${folder} holds no model.json.`);
    await models.save(times(2), folder);
    const whole = await readFile(file, "utf8");
    const weights = join(folder, "weights.bin");
    await writeFile(weights, Buffer.alloc(7));
    await expect(models.load(folder)).rejects.toThrow(
      "Expected 8 bytes. Received: 7 in weights.bin",
    );
    await rm(weights);
    await expect(models.load(folder)).rejects.toThrow(`could not read ${weights}, the weights of`);
    await writeFile(file, whole.slice(0, 100));
    await expect(models.load(folder)).rejects.toThrow(
      `load: ${file} is no JSON, or not all of it:`,
    );
    await writeFile(file, '{"weightsManifest": 3, "modelTopology": {}}');
    await expect(models.load(folder)).rejects.toThrow("is no model that TensorFlow.js saved");
  });
});

describe("file:// addresses", () => {
  it("stay with the atomic handler when tfjs-node's comes as well", async () => {
    const loads = vi.fn();
    class NodeFileSystem {
      static readonly URL_SCHEME = "file://";
      load = loads;
      save = loads;
    }
    const router = (address: string | string[]) =>
      address.includes("file://") ? new NodeFileSystem() : (null as never);
    tf.io.registerLoadRouter(router);
    tf.io.registerSaveRouter(router);
    await times(4).save(`file://${folder}`);
    expect(await factorOf(await tf.loadLayersModel(`file://${folder}/model.json`))).toBe(4);
    expect(loads).not.toHaveBeenCalled();
  });

  it("go to a handler that somebody else registered", async () => {
    const save = vi.fn(async () => ({ modelArtifactsInfo: {} as io.ModelArtifactsInfo }));
    tf.io.registerSaveRouter((address) =>
      address.includes("special") ? { save } : (null as never),
    );
    // tfjs-node's router of the test before answers as well
    expect(tf.io.getSaveHandlers("file://special")).toHaveLength(2);
    expect(tf.io.getSaveHandlers(`file://${folder}`)).toHaveLength(1);
  });
});

it("copies stay loadable", async () => {
  await models.save(times(5), folder);
  const copy = join(root, "copy");
  await mkdir(copy);
  for (const name of await readdir(folder)) await copyFile(join(folder, name), join(copy, name));
  expect(await factorOf(await models.load(copy))).toBe(5);
});
