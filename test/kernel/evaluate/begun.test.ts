import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseCell } from "../../../dist/kernel/cell/parse-cell.js";
import { createEvaluator } from "../../../dist/kernel/evaluate/evaluator.js";

const told: string[] = [];
const evaluator = createEvaluator({
  cwd: mkdtempSync(join(tmpdir(), "preplab-begun-")),
  onOutput: (event) => {
    if (event.type === "begun" || event.type === "stream") told.push(`${event.run} ${event.type}`);
  },
});
afterAll(() => evaluator.dispose());

test.each([
  ["a cell", "console.log(1)"],
  ["a cell that waits for the library", "console.log(tf.scalar(1))"],
  ["a cell that finds it loaded", "console.log(tf.scalar(2))"],
  ["a cell that throws", "console.log(3); throw new Error('x')"],
])("%s is told to have begun once, ahead of its output", async (_, code) => {
  told.length = 0;
  const run = ["begun", "stream"].map((type) => `7 ${type}`);
  await evaluator.run({ run: 7, cell: parseCell(code), label: "Cell [7]" });
  expect(told).toEqual(run);
});
