// Runs one task of preplab for each line read, and writes how many milliseconds it took.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { layers, ready, tf } from "../../../dist/src/index.js";

const [folder, optionsJson] = process.argv.slice(2);
const imageOptions = JSON.parse(optionsJson);
const BATCH = 1024;
const lines = (name) => readFileSync(join(folder, name), "utf8").split("\n");
const floats = (name) => {
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
};

await ready();
const documents = lines("documents.txt");
const batches = [];
for (let i = 0; i < documents.length; i += BATCH) batches.push(documents.slice(i, i + BATCH));
const text = layers.textVectorization();
await text.adapt(batches.values());
const strings = lines("strings.txt");
const lookup = layers.stringLookup({ vocabulary: lines("vocabulary.txt") });
const hashing = layers.hashing({ numBins: 1000 });
const numbers = tf.tensor(floats("numbers.f32"), [1_000_000, 10]);

const tasks = {
  "text-adapt": () => layers.textVectorization().adapt(batches.values()),
  "text-call": () => {
    for (const batch of batches) text(batch).dispose();
  },
  "string-lookup": () => lookup(strings).dispose(),
  hashing: () => hashing(strings).dispose(),
  normalization: () => layers.normalization().adapt(numbers),
};
for (const [task, { layer, size, options }] of Object.entries(imageOptions)) {
  const images = tf.tensor(floats(`${size}.f32`), size.split("x").map(Number));
  const make = layer[0].toLowerCase() + layer.slice(1);
  const image = layers.deserialize({ class_name: layer, config: options });
  if (typeof layers[make] !== "function") throw new Error(`bench: no layer ${layer}`);
  const call = layer.startsWith("Random") ? { training: true } : {};
  tasks[task] = () => image(images, call).dispose();
}

process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  const began = performance.now();
  await tasks[line.trim()]();
  process.stdout.write(`${performance.now() - began}\n`);
}
