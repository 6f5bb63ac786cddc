import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import type { data, Tensor } from "@tensorflow/tfjs";
import { createTar } from "nanotar";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { datasets, type LabelledImages, ready, tf } from "../../../src/index.js";

const BATCHES = [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`);

/** A record whose pixel (row, column) is (row, column, label). */
function record(label: number): Uint8Array {
  const bytes = new Uint8Array(3073).fill(label);
  for (let i = 0; i < 1024; i++) {
    bytes[1 + i] = i >> 5;
    bytes[1025 + i] = i & 31;
  }
  return bytes;
}

/** Two records in each of the five batches and three to test. */
function files(): Map<string, Uint8Array> {
  const batch = (...labels: number[]) => Buffer.concat(labels.map(record));
  return new Map([
    ...BATCHES.map((name, i) => [name, batch(i, i + 5)] as const),
    ["test_batch.bin", batch(9, 8, 7)],
  ]);
}

function archive(content: ReadonlyMap<string, Uint8Array> = files()): Buffer {
  const entries = [...content].map(([name, data]) => ({
    name: `cifar-10-batches-bin/${name}`,
    data,
  }));
  return gzipSync(createTar([{ name: "cifar-10-batches-bin" }, ...entries]));
}

let root: string;
let folder: string;
let count = 0;

beforeAll(async () => {
  await ready();
  root = await mkdtemp(join(tmpdir(), "cifar10-"));
});
beforeEach(async () => {
  folder = join(root, String(count++));
  await mkdir(join(folder, "datasets"), { recursive: true });
  vi.stubEnv("KERAS_HOME", folder);
  vi.stubEnv("HOME", join(folder, "home"));
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => rm(root, { recursive: true }));

async function unpack(at: string): Promise<void> {
  await mkdir(at, { recursive: true });
  for (const [name, data] of files()) await writeFile(join(at, name), data);
}

function expectRecords({ train, test }: { train: LabelledImages; test: LabelledImages }): void {
  expect([...train.labels.values]).toEqual([0, 5, 1, 6, 2, 7, 3, 8, 4, 9]);
  expect([...test.labels.values]).toEqual([9, 8, 7]);
  expect([train.images.shape, train.labels.shape]).toEqual([
    [10, 32, 32, 3],
    [10, 1],
  ]);
  const pixels = train.images.at(3).arraySync() as number[][][];
  expect([pixels[0]![0], pixels[2]![31], pixels[31]![1]]).toEqual([
    [0, 0, 6],
    [2, 31, 6],
    [31, 1, 6],
  ]);
}

describe("a copy of CIFAR-10", () => {
  it("is read from its archive, its folder and a folder that holds one", async () => {
    const packed = join(folder, "cifar-10-binary.tar.gz");
    await writeFile(packed, archive());
    const bin = join(folder, "unpacked", "cifar-10-batches-bin");
    await unpack(bin);
    for (const path of [packed, folder, bin, join(folder, "unpacked")]) {
      const data = await datasets.cifar10({ path });
      expectRecords(data);
      expect([data.synthetic, data.source]).toEqual([false, path]);
      expect(data.test.labelOf(0)).toBe("truck");
    }
  });

  it("is found in Keras's caches, that of KERAS_HOME first", async () => {
    const usual = join(folder, "home", ".keras", "datasets");
    await mkdir(usual, { recursive: true });
    await writeFile(join(usual, "cifar-10-binary.tar.gz"), archive());
    expect((await datasets.cifar10()).source).toBe(join(usual, "cifar-10-binary.tar.gz"));
    await unpack(join(folder, "datasets", "cifar-10-batches-bin"));
    const data = await datasets.cifar10();
    expectRecords(data);
    expect(data.source).toBe(join(folder, "datasets", "cifar-10-batches-bin"));
  });

  it("splits like Keras's pairs", async () => {
    await writeFile(join(folder, "datasets", "cifar-10-binary.tar.gz"), archive());
    const [train, test] = await datasets.cifar10();
    const parts = [...train!, ...test!];
    expect(parts.map(String)).toEqual([
      "ByteExamples [10, 32, 32, 3]",
      "ByteExamples [10, 1]",
      "ByteExamples [3, 32, 32, 3]",
      "ByteExamples [3, 1]",
    ]);
  });

  it("is downloaded once, checked and kept", async () => {
    const packed = archive();
    const asked = vi.fn();
    const server = createServer((_, response) => {
      asked();
      response.writeHead(200, { "content-length": packed.length }).end(packed);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const md5 = createHash("md5").update(packed).digest("hex");
    const onProgress = vi.fn();
    try {
      await expect(datasets.cifar10({ url })).rejects.toThrow(
        /the checksum of .* is wrong. Expected c32a1d4ab5d03f1284b67883e8d87530/,
      );
      expectRecords(await datasets.cifar10({ url, md5, onProgress }));
      expectRecords(await datasets.cifar10({ url, md5 }));
    } finally {
      server.close();
      server.closeAllConnections();
    }
    expect(asked).toHaveBeenCalledTimes(2);
    expect(onProgress).toHaveBeenLastCalledWith({ received: packed.length, total: packed.length });
    const kept = await readFile(join(folder, "datasets", "cifar-10-binary.tar.gz"));
    expect(kept.equals(packed)).toBe(true);
  });

  it("says what was tried where there is none", async () => {
    const url = "http://127.0.0.1:9/cifar";
    const message = await datasets.cifar10({ url }).then(String, (error: Error) => error.message);
    expect(message.replaceAll(folder, "~").replace(/reached: .*/, "reached: no")).toBe(
      `cifar10: found no copy and could not download one: ${url} could not be reached: no
Looked for:
  ~/datasets/cifar-10-batches-bin
  ~/datasets/cifar-10-binary.tar.gz
  ~/home/.keras/datasets/cifar-10-batches-bin
  ~/home/.keras/datasets/cifar-10-binary.tar.gz
Put cifar-10-binary.tar.gz there, give its path, or take drawn images: datasets.cifar10({ synthetic: true }).`,
    );
    await expect(datasets.cifar10({ download: false })).rejects.toThrow(
      "downloading is switched off",
    );
    await expect(datasets.cifar10({ path: join(folder, "no") })).rejects.toThrow("there is no");
  });
});

describe("a copy that is not whole", () => {
  const broken = async (content: Uint8Array): Promise<unknown> => {
    const path = join(folder, "broken.tar.gz");
    await writeFile(path, content);
    return datasets.cifar10({ path });
  };
  const changed = (name: string, data: Uint8Array | undefined): Buffer => {
    const content = files();
    if (data === undefined) content.delete(name);
    else content.set(name, data);
    return archive(content);
  };

  it("names a truncated archive and what is none", async () => {
    const whole = archive();
    for (const content of [
      whole.subarray(0, whole.length - 9),
      Buffer.from("<html>"),
      Buffer.alloc(0),
    ]) {
      await expect(broken(content)).rejects.toThrow(
        /is no gzipped tar archive, or not all of it: /,
      );
    }
    const tar = createTar([{ name: "cifar-10-batches-bin/data_batch_1.bin", data: record(1) }]);
    await expect(broken(gzipSync(tar.subarray(0, 1500)))).rejects.toThrow("or not all of it");
  });

  it("survives a damaged byte in the packed data", async () => {
    const content = archive();
    content[content.length >> 1]! ^= 0xff;
    await expect(broken(content)).rejects.toThrow(/cifar10: /);
  });

  it("names a missing file, half a record and a label that does not exist", async () => {
    await expect(broken(changed("data_batch_3.bin", undefined))).rejects.toThrow(
      "holds no data_batch_3.bin. Expected the binary version of CIFAR-10. Received: data_batch_1.bin",
    );
    await expect(broken(changed("test_batch.bin", new Uint8Array(3072)))).rejects.toThrow(
      /test_batch.bin in .* is not whole. Expected records of 3073 bytes. Received: 3072 bytes/,
    );
    await expect(
      broken(changed("data_batch_2.bin", new Uint8Array(3073).fill(10))),
    ).rejects.toThrow("Expected labels below 10. Received: 10 in record 0");
    await expect(datasets.cifar10({ path: folder })).rejects.toThrow("Received: no file");
  });
});

describe("synthetic images", () => {
  const SYNTHETIC = { synthetic: { train: 200, test: 30 } };

  it("are the same each time, and others for another seed", async () => {
    const hash = async (seed?: number) => {
      const data = await datasets.cifar10({ synthetic: { ...SYNTHETIC.synthetic, seed } });
      return createHash("sha256").update(data.train.images.values).digest("hex");
    };
    expect(await hash()).toBe(await hash(0));
    expect(await hash(1)).not.toBe(await hash(0));
    expect(await hash(0)).toMatchInlineSnapshot(
      `"91def31f3835a604d26869205fb8b7b48f07b018030666d61fa0f9012d9090fb"`,
    );
  });

  it("are as many of each class, none twice", async () => {
    const { train, test } = await datasets.cifar10(SYNTHETIC);
    const perClass = new Array<number>(10).fill(0);
    for (const label of train.labels.values) perClass[label]!++;
    expect(perClass).toEqual(new Array(10).fill(20));
    const seen = [train, test].flatMap(({ images }) =>
      Array.from({ length: images.length }, (_, i) =>
        Buffer.from(images.slice(i, i + 1).values).toString("base64"),
      ),
    );
    expect(new Set(seen).size).toBe(230);
  });

  it("say so wherever they are shown", async () => {
    const data = await datasets.cifar10(SYNTHETIC);
    expect([data.synthetic, data.train.synthetic, data.test.slice(1).synthetic]).toEqual([
      true,
      true,
      true,
    ]);
    for (const shown of [
      data,
      data.train,
      data.test.slice(3),
      data.train.images.slice(0, 2),
      data.test.labels,
    ]) {
      expect(inspect(shown).toLowerCase()).toContain("synthetic");
    }
    for (const name of data.labelNames) expect(name).toMatch(/^synthetic /);
  });

  it("refuse numbers that count nothing", async () => {
    await expect(datasets.cifar10({ synthetic: { train: -1 } })).rejects.toThrow(
      "synthetic.train must be a whole number of at least 0. Received: -1",
    );
  });
});

describe("batches of labelled images", () => {
  const few = () => datasets.cifar10({ synthetic: { train: 10, test: 0 } });
  const labels = async (batches: data.Dataset<{ xs: Tensor; ys: Tensor }>) => {
    const seen: number[][] = [];
    await batches.forEachAsync(({ ys }) => {
      seen.push(Array.from(ys.dataSync()));
    });
    return seen;
  };

  it("come in order, the last one short or left out", async () => {
    const { train } = await few();
    const batches = train.dataset({ batchSize: 4 });
    expect(batches.size).toBe(3);
    expect(await labels(batches)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
    expect(await labels(train.dataset({ batchSize: 4, dropRemainder: true }))).toHaveLength(2);
  });

  it("come in another order each epoch, the same for the same seed", async () => {
    const { train } = await few();
    const make = () => train.dataset({ batchSize: 10, shuffle: true, seed: 3 });
    const batches = make();
    const epochs = [await labels(batches), await labels(batches)];
    expect(epochs[0]).not.toEqual(epochs[1]);
    const sorted = epochs[0]!.flat().toSorted((a, b) => a - b);
    expect(sorted).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const again = make();
    expect([await labels(again), await labels(again)]).toEqual(epochs);
  });

  it("keep images beside their labels", async () => {
    const { train } = await few();
    const means = train.images.toTensor().mean([1, 2, 3]).arraySync() as number[];
    await train.dataset({ batchSize: 5, shuffle: true, seed: 1 }).forEachAsync(({ xs, ys }) => {
      const expected = Array.from(ys.dataSync(), (label) => means[label]!);
      expect(xs.mean([1, 2, 3]).arraySync()).toEqual(expected);
    });
  });

  it("train a model and leave no tensor behind", async () => {
    const { train } = await few();
    const model = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [32, 32, 3] }),
        tf.layers.dense({ units: 10, activation: "softmax" }),
      ],
    });
    model.compile({ optimizer: "sgd", loss: "categoricalCrossentropy" });
    const batches = train.dataset({ batchSize: 5, oneHot: true });
    await model.fitDataset(batches, { epochs: 1, verbose: 0 });
    const { numTensors } = tf.memory();
    const { history } = await model.fitDataset(batches, { epochs: 1, verbose: 0 });
    expect(history.loss).toHaveLength(1);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it("refuse a size of no batch", async () => {
    const { train } = await few();
    expect(() => train.dataset({ batchSize: 0 })).toThrow("batchSize must be a whole number");
  });
});
