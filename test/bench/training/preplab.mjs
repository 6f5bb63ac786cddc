// One training step of a model for each line read, with its ms and CPU ms; or `preplab.mjs MODEL STEPS` once.
import { createInterface } from "node:readline";
import { ready, tf } from "../../../dist/src/index.js";
import { models } from "./models.mjs";

const BATCH = 32;

function data(name) {
  return name === "gru"
    ? [
        tf.randomUniform([BATCH, 50], 0, 5000, "int32"),
        tf.randomUniform([BATCH, 1], 0, 2, "int32").cast("float32"),
      ]
    : [
        tf.randomNormal([BATCH, 32, 32, 3]),
        tf.randomUniform([BATCH, 1], 0, 10, "int32").cast("float32"),
      ];
}

const steps = new Map();

function step(name) {
  if (!steps.has(name)) {
    const model = models[name]();
    const [x, y] = data(name);
    steps.set(name, () => model.trainOnBatch(x, y));
  }
  return steps.get(name)();
}

await ready();
const [model, count] = process.argv.slice(2);
if (model) {
  for (let i = 0; i < Number(count); i++) await step(model);
} else {
  process.stdout.write("ready\n");
  for await (const line of createInterface({ input: process.stdin })) {
    const [began, before] = [performance.now(), process.cpuUsage()];
    await step(line.trim());
    const [elapsed, cpu] = [performance.now() - began, process.cpuUsage(before)];
    process.stdout.write(`${elapsed} ${(cpu.user + cpu.system) / 1000}\n`);
  }
}
