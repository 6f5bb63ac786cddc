import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PRELOADED } from "../../../dist/kernel/cell/preloaded.js";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterEach(() => cells.run("process.exit(0)"));
afterAll(() => cells.dispose());

/** one of each module: the names of a module are all alike */
const EXAMPLES = ["tf", "layers", "show"];

test.each(PRELOADED.map(({ name }) => name))("%s may be declared anew", async (name) => {
  expect(await cells.value(`const ${name} = [1, 2]; ${name}.length`)).toBe("2");
  expect(await cells.value(`typeof ${name} === "undefined"`)).toBe("false");
});

describe.each(EXAMPLES)("%s", (name) => {
  test.each([
    ["var", `var ${name} = 3; ${name}`, "3"],
    ["function", `function ${name}() { return 4 }; ${name}()`, "4"],
    ["class", `class ${name} { static five = 5 }; ${name}.five`, "5"],
    ["enum", `enum ${name} { six }; Object.keys(${name}).length`, "2"],
    [
      "namespace",
      `namespace ${name} { export const seven = 7 }; Object.keys(${name})`,
      "[ 'seven' ]",
    ],
    ["pattern", `const { a: ${name} } = { a: 8 }; ${name}`, "8"],
    ["import", `import { sep as ${name} } from "node:path"; ${name}`, "'/'"],
  ])("may be declared as a %s", async (_kind, code, value) => {
    expect(await cells.value(code)).toBe(value);
    expect(await cells.value(`typeof ${name} === "undefined"`)).toBe("false");
  });
});

const HAS_LOADED_TFJS = "Object.keys(require.cache).some((file) => file.endsWith('tf.node.js'))";

test("the library is loaded ahead of a cell that will need it", async () => {
  cells.prepare("1 + 1");
  expect(await cells.value(HAS_LOADED_TFJS)).toBe("false");
  cells.prepare("layers.rescaling({ scale: 2 })");
  expect(await cells.value(HAS_LOADED_TFJS)).toBe("true");
});

test("summary prints the model as its result shows it", async () => {
  const layer = "tf.layers.dense({ units: 2, inputShape: [3], name: 'out' })";
  await cells.run(
    `const model = tf.sequential({ name: "m", layers: [${layer}] }); model.summary()`,
  );
  expect(cells.printed(cells.lastRun)).toBe(
    [
      "Model: m",
      "Layer (type)  Output Shape  Param #",
      "out (Dense)   [null, 2]           8",
      "Total params: 8 (32 B), trainable: 8, non-trainable: 0",
      "",
    ].join("\n"),
  );
  await cells.run('model.summary(40, undefined, (line) => console.log(">" + line))');
  expect(cells.printed(cells.lastRun)).toMatch(/^>_{40}\n>Layer \(type /);
});
