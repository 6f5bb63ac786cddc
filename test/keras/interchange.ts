import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadKerasModel, loadKerasWeights, ready, saveKerasModel, tf } from "../../src/index.js";
import { MADE_HERE } from "./interchange/made-here.js";
import { type Recorded, tensorOf } from "./triple.js";

const folder = process.env.PREPLAB_INTERCHANGE;
if (folder === undefined) throw new Error("interchange: start it by test/keras/run");
const back = join(folder, "back");
const TOLERANCE = 1e-5;
interface Predictions {
  readonly inputs: Recorded[];
  readonly isDict?: readonly string[] | false;
  readonly outputs: Recorded[];
  readonly isCompiled: boolean;
}

interface Result {
  readonly error?: string;
  readonly difference?: number;
  readonly isCompiled?: boolean;
}

function read(name: string): Predictions {
  return JSON.parse(readFileSync(join(folder!, `${name}.json`), "utf8")) as Predictions;
}

function predict(model: LayersModel, inputs: Tensor[]): Tensor[] {
  return [model.predict(inputs.length === 1 ? inputs[0]! : inputs)].flat();
}

/** The largest difference, relative to the largest value above 1. */
function difference(outputs: readonly Tensor[], expected: readonly Recorded[]): number {
  expect(outputs.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  return outputs.reduce((worst, output, i) => {
    const other = tensorOf(expected[i]!);
    const largest = Math.max(1, ...other.abs().dataSync());
    return Math.max(worst, ...output.sub(other).abs().div(largest).dataSync());
  }, 0);
}

function recorded(tensor: Tensor): Recorded {
  const { shape } = tensor;
  if (tensor.dtype === "string") {
    return { dtype: "string", shape, texts: Array.from(tensor.dataSync<"string">()) };
  }
  const dtype = tensor.dtype === "int32" ? "int32" : "float32";
  const { buffer, byteOffset, byteLength } = tensor.dataSync<"float32" | "int32">();
  return { dtype, shape, bytes: Buffer.from(buffer, byteOffset, byteLength).toString("base64") };
}

async function saveWithPredictions(name: string, model: LayersModel, inputs: Tensor[]) {
  await saveKerasModel(model, join(back, `${name}.keras`));
  const outputs = predict(model, inputs).map(recorded);
  const written = { inputs: inputs.map(recorded), outputs, isCompiled: model.optimizer != null };
  writeFileSync(join(back, `${name}.json`), JSON.stringify(written));
}

const made = readdirSync(folder).filter((file) => file.endsWith(".keras"));
const names = made.map((file) => file.replace(/\.keras$/, ""));

beforeAll(async () => {
  mkdirSync(back, { recursive: true });
  await ready();
});

describe("a model that Keras saved", () => {
  it.each(names)("%s predicts here what it predicts there", async (name) => {
    const expected = read(name);
    const model = await loadKerasModel(join(folder, `${name}.keras`));
    const outputs = predict(model, expected.inputs.map(tensorOf));
    expect(difference(outputs, expected.outputs)).toBeLessThanOrEqual(TOLERANCE);
    expect(model.optimizer != null).toBe(expected.isCompiled);
    await saveKerasModel(model, join(back, `${name}.keras`));
    writeFileSync(join(back, `${name}.json`), JSON.stringify(expected));
  });
});

describe("weights that Keras saved", () => {
  it.each(["network.weights.h5", "network_legacy.h5", "network_whole.h5", "network.keras"])(
    "%s are loaded in order and by name",
    async (file) => {
      const { inputs, outputs } = read("network");
      for (const byName of [false, true]) {
        const model = await loadKerasModel(join(folder, "network.keras"));
        model.setWeights(model.getWeights().map((weight) => tf.zerosLike(weight)));
        await loadKerasWeights(model, join(folder, file), { byName });
        const here = predict(model, inputs.map(tensorOf));
        expect(difference(here, outputs)).toBeLessThanOrEqual(TOLERANCE);
      }
    },
  );
});

describe("a model that was made here", () => {
  it.each(Object.entries(MADE_HERE))("%s is saved", async (name, make) => {
    await tf.setBackend("wasm");
    const { model, inputs } = await make();
    await saveWithPredictions(`here_${name}`, model, inputs);
    const again = await loadKerasModel(join(back, `here_${name}.keras`));
    const outputs = predict(model, inputs).map(recorded);
    expect(difference(predict(again, inputs), outputs)).toBeLessThanOrEqual(TOLERANCE);
  });
});

describe("a model that was saved here", () => {
  let results: Record<string, Result> = {};

  beforeAll(() => {
    const python = new URL(".venv/bin/python", import.meta.url).pathname;
    const cwd = new URL(".", import.meta.url).pathname;
    execFileSync(python, ["-m", "interchange", "check", back], { cwd, stdio: "ignore" });
    results = JSON.parse(readFileSync(join(back, "results.json"), "utf8")) as typeof results;
  }, 300_000);

  const all = [...names, ...Object.keys(MADE_HERE).map((name) => `here_${name}`)];
  it.each(all)("%s predicts in Keras what it predicts here", (name) => {
    const { error, difference: off, isCompiled } = results[name] ?? { error: "was not saved" };
    expect(error).toBeUndefined();
    expect(off).toBeLessThanOrEqual(TOLERANCE);
    expect(isCompiled).toBe(
      (JSON.parse(readFileSync(join(back, `${name}.json`), "utf8")) as Predictions).isCompiled,
    );
  });
});
