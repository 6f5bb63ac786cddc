// Runs one task of preplab for each line read, and writes how many milliseconds it took.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { data, layers, ready, tf } from "../../../dist/src/index.js";

const [folder] = process.argv.slice(2);
await ready();
const documents = readFileSync(join(folder, "documents.txt"), "utf8").split("\n");
const { buffer } = Uint8Array.from(readFileSync(join(folder, "images.f32")));
const size = [32, 32, 3];
const batches = Array.from({ length: buffer.byteLength / 4 / 256 / 3072 }, (_, i) =>
  tf.tensor(new Float32Array(buffer, i * 256 * 3072 * 4, 256 * 3072), [256, ...size]),
);

const vectorizer = layers.textVectorization();
await vectorizer.adapt(documents);
const rotation = layers.randomRotation({ factor: 0.125, seed: 1 });
const texts = data.array(documents).batch(1024);
const images = data.array(batches);
const THREADS = { parallelism: 2 };

const tasks = {
  "text-map": texts.map((batch) => vectorizer(batch)),
  "text-parallel": texts.parallelMap(vectorizer, THREADS),
  "text-parallel-fn": texts.parallelMap((batch) => ({ xs: vectorizer(batch) }), THREADS),
  "image-map": images.map((batch) => rotation(batch)),
  "image-parallel": images.parallelMap(rotation, THREADS),
};

process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  const began = performance.now();
  for await (const batch of tasks[line.trim()]) tf.dispose(batch);
  process.stdout.write(`${performance.now() - began}\n`);
}
