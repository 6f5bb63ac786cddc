import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import {
  type FileEntry,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js";
import { afterAll, beforeAll } from "vitest";
import { tf } from "../../../src/index.js";

const GOLDEN = new URL("../../golden/keras/", import.meta.url);

/** The path of a file that Keras 3.15.1 made. */
export function golden(name: string): string {
  return new URL(name, GOLDEN).pathname;
}

/** What Keras predicted for the inputs below. */
export const EXPECTED = JSON.parse(readFileSync(new URL("expected.json", GOLDEN), "utf8")) as {
  readonly text: number[][][];
  readonly image: number[][][];
  readonly table: number[][][];
};

/** The inputs that Keras predicted on; those of the table in the order of their names. */
export const INPUTS: Readonly<Record<keyof typeof EXPECTED, () => Tensor[]>> = {
  text: () => [tf.tensor([["a cat"], ["the dog sat here"]])],
  image: () => [tf.range(0, 64).div(64).reshape([2, 4, 4, 2])],
  table: () => [
    tf.tensor([["red"], ["blue"]]),
    tf.tensor2d([
      [1, 2],
      [5, 5],
    ]),
  ],
};

/** The largest difference of a model's outputs to numbers. */
export function difference(model: LayersModel, inputs: Tensor[], expected: number[][][]): number {
  const outputs = [model.predict(inputs.length === 1 ? inputs[0]! : inputs)].flat();
  const differences = outputs.map((output, i) => output.sub(tf.tensor(expected[i]!)).abs().max());
  return Math.max(...differences.map((each) => each.dataSync()[0]!));
}

/** A folder that is there during the tests of a file. */
export function temporaryFolder(): (name: string) => string {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "preplab-keras-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  return (name) => join(folder, name);
}

type Parts = Map<string, Uint8Array>;

/** Writes a `.keras` file with parts of another one changed. */
export async function rezip(from: string, to: string, change: (parts: Parts) => void) {
  const reader = new ZipReader(new Uint8ArrayReader(readFileSync(from)));
  const parts: Parts = new Map();
  for (const entry of (await reader.getEntries()) as FileEntry[]) {
    parts.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  change(parts);
  const writer = new ZipWriter(new Uint8ArrayWriter(), { level: 0 });
  for (const [name, bytes] of parts) await writer.add(name, new Uint8ArrayReader(bytes));
  await writeFile(to, await writer.close());
}

/** Changes the config of a model in the parts of a `.keras` file. */
export function editConfig(parts: Parts, edit: (text: string) => string): void {
  const text = new TextDecoder().decode(parts.get("config.json"));
  parts.set("config.json", new TextEncoder().encode(edit(text)));
}
