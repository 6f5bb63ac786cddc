import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;

beforeAll(() => {
  cells = startCells();
  writeModule(
    "tensors.mjs",
    'import * as tf from "@tensorflow/tfjs";\nexport const one = tf.scalar(1);\n',
  );
  writeModule("scaler.cjs", 'module.exports = require("@tensorflow/tfjs-node");\n');
  // a package that comes with another tfjs
  writeModule(
    "node_modules/tensor-tools/index.js",
    'const tf = require("@tensorflow/tfjs-node-gpu");\n' +
      'const core = require("@tensorflow/tfjs-core");\n' +
      "module.exports = { tf, core, two: () => tf.scalar(2) };\n",
  );
  for (const name of ["tfjs-node-gpu", "tfjs-core"]) {
    writeModule(
      `node_modules/tensor-tools/node_modules/@tensorflow/${name}/index.js`,
      'throw new Error("a second tfjs");\n',
    );
  }
});
afterAll(() => {
  cells.dispose();
});

function writeModule(path: string, text: string): void {
  const file = join(cells.folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

it.each(["@tensorflow/tfjs", "@tensorflow/tfjs-node", "@tensorflow/tfjs-node-gpu"])(
  "gives the preloaded tf to a cell that imports %s",
  async (name) => {
    expect(await cells.value(`import other from "${name}"; other === tf`)).toBe("true");
    expect(await cells.value(`require("${name}") === tf`)).toBe("true");
  },
);

it("gives the preloaded tf to modules of the notebook's folder", async () => {
  expect(await cells.value('import { one } from "./tensors.mjs"; one instanceof tf.Tensor')).toBe(
    "true",
  );
  expect(await cells.value('import scaler from "./scaler.cjs"; scaler === tf')).toBe("true");
});

it("gives the preloaded tf to a package that has a copy of its own", async () => {
  expect(
    await cells.value(
      'import tools from "tensor-tools"; [tools.tf === tf, tools.core.Tensor === tf.Tensor].join()',
    ),
  ).toBe("'true,true'");
});

it("gives the preloaded tf to danfojs-node, whose tensors compute with it", async () => {
  expect(await cells.value('import dfd from "danfojs-node"; dfd.tensorflow === tf')).toBe("true");
  expect(await cells.value("new dfd.DataFrame([[1, 2], [3, 4]]).tensor.sum().dataSync()[0]")).toBe(
    "10",
  );
});

it("starts the backend before a package computes with tfjs", async () => {
  const fresh = startCells(cells.folder);
  try {
    expect(
      await fresh.value('import tools from "tensor-tools"; tools.two(); tools.tf.getBackend()'),
    ).toBe("'wasm'");
  } finally {
    fresh.dispose();
  }
});
