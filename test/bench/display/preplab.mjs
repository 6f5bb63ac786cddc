// Renders one value for each line read, and writes how many milliseconds it took, and all its threads together.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { renderValue } from "../../../dist/kernel/display/render-value.js";
import { attendLibrary } from "../../../dist/kernel/evaluate/user/library/attend-library.js";
import { layers, ready, tf } from "../../../dist/src/index.js";

const [folder, task] = process.argv.slice(2);
await ready();
// as the kernel does when a cell first names the library
attendLibrary(tf);
const floats = (name) => {
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
};
const values = {
  images: () => tf.tensor(floats("images.f32"), [64, 224, 224, 3]),
  statistics: () => tf.tensor(floats("numbers.f32")),
  lookup: () =>
    layers.stringLookup({ vocabulary: Array.from({ length: 999_999 }, (_, i) => `token ${i}`) }),
};
const value = values[task]();

process.stdout.write("ready\n");
for await (const _ of createInterface({ input: process.stdin })) {
  const began = performance.now();
  const before = process.cpuUsage();
  await renderValue(value);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${performance.now() - began} ${(user + system) / 1000}\n`);
}
