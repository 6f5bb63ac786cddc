import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

const SET_UP = `
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
const xs = tf.randomUniform([64, 4]);
const ys = xs.sum(1, true);
const busy = (ms: number) => { const end = Date.now() + ms; while (Date.now() < end); };
const rows = (count: number) => tf.data.generator(function* () {
  for (let i = 0; i < count; i++) yield { xs: xs.clone(), ys: ys.clone() };
});`;

let cells: Cells;
beforeAll(async () => {
  cells = startCells();
  await cells.run(SET_UP);
});
afterAll(() => cells.dispose());

function displays(run = cells.lastRun) {
  return cells.outputs.flatMap((event) =>
    event.type === "display" && event.run === run ? [event] : [],
  );
}

function lastText(): string {
  return String(displays().at(-1)?.bundle.data["text/plain"]);
}

test("a fit is one output, replaced in place while steps block the process", async () => {
  const outcome = await cells.run(
    "await model.fit(xs, ys, { epochs: 2, callbacks: { onBatchEnd: () => busy(60) } })",
  );
  const [first, ...updates] = displays();
  expect(first?.update).toBe(false);
  expect(updates.length).toBeGreaterThanOrEqual(2);
  expect(updates.every(({ update, displayId }) => update && displayId === first?.displayId)).toBe(
    true,
  );
  expect(new Set(displays().map(({ bundle }) => bundle.data["text/plain"])).size).toBe(
    displays().length,
  );
  expect(lastText()).toMatch(
    /^epoch 2\/2 \[={20}\] 2\/2, \S+ ms\/step, 4 steps in \S+ m?s\nloss \d/,
  );
  expect(displays().at(-1)?.bundle.data["text/html"]).toContain("<progress ");
  expect(outcome.result?.data["text/plain"]).toMatch(/^History: 2 epochs\nepoch +loss\n/);
});

test("a display just before a fit does not hold back its progress", async () => {
  const goOn = join(cells.folder, "go-on");
  // the second step waits, without a turn of the event loop, until the first was seen
  const running = cells.run(
    `const { existsSync } = await import("node:fs");
     display(tf.ones([2, 2]));
     await model.fit(xs, ys, { callbacks: { onBatchBegin: (batch) => { busy(150); while (batch === 1 && !existsSync("go-on")); } } });`,
  );
  const watch = setInterval(() => {
    if (lastText().includes("] 1/2")) writeFileSync(goOn, "");
  }, 10);
  const { error } = await running.finally(() => clearInterval(watch));
  expect(error).toBeUndefined();
  expect(displays()[0]?.bundle.data["text/plain"]).toContain("Tensor float32 [2, 2]");
});

test("quick steps do not make more than ten updates a second", async () => {
  const began = performance.now();
  await cells.run("await model.fit(xs, ys, { epochs: 10, batchSize: 1 })");
  const seconds = (performance.now() - began) / 1000;
  expect(displays().length).toBeLessThanOrEqual(10 * seconds + 2);
});

test("fitDataset shows itself as well", async () => {
  await cells.run("await model.fitDataset(rows(3), { epochs: 2 })");
  expect(lastText()).toMatch(/^epoch 2\/2 \[={20}\] 3\/3, .*6 steps in/);
});

test("verbose 0 shows nothing and verbose 2 a line per epoch", async () => {
  await cells.run("await model.fit(xs, ys, { epochs: 2, verbose: 0 })");
  expect(displays()).toEqual([]);
  expect(cells.printed()).toBe("");
  await cells.run("await model.fit(xs, ys, { epochs: 2, verbose: 2 })");
  expect(displays()).toEqual([]);
  expect(cells.printed()).toMatch(
    /^epoch 1\/2, step 2\/2, .*, loss: .*\nepoch 2\/2, step 2\/2, .*\n$/,
  );
});

test("an interrupt stops a fit after its step, says where, and the model trains on", async () => {
  const { error, restarted } = await cells.runUntil(
    `await model.fit(xs, ys, { epochs: 1000, callbacks: { onEpochBegin: (epoch) => { if (epoch === 2) console.log("third") } } });
     console.log("not reached");`,
    "third",
    () => cells.interrupt(),
  );
  const place = /stopped at epoch (\d+), step [12] of 2; the model keeps what it learned/;
  expect(error).toMatchObject({ name: "Interrupted", message: expect.stringMatching(place) });
  expect(Number(place.exec(error?.message ?? "")?.[1])).toBeGreaterThanOrEqual(3);
  expect(restarted).toBe(false);
  expect(lastText()).toMatch(place);
  expect(cells.printed()).not.toContain("not reached");
  expect(await cells.value("(await model.fit(xs, ys, { verbose: 0 })).epoch.length")).toBe("1");
});

test("a step longer than the interrupt's patience is not cut", async () => {
  const { error } = await cells.runUntil(
    `let steps = 0;
     await model.fit(xs, ys, { epochs: 9, verbose: 0, callbacks: {
       onBatchBegin: () => { console.log("step"); busy(400); steps++; },
     } });`,
    "step",
    () => cells.interrupt(),
  );
  expect(error?.message).toContain("stopped at epoch 1, step 1 of 2;");
  expect(await cells.value("steps")).toBe("1");
});

test("a cell may catch the stop and go on", async () => {
  const outcome = await cells.runUntil(
    `try { await model.fit(xs, ys, { epochs: 1000, verbose: 0, callbacks: { onEpochEnd: () => console.log("go") } }) }
     catch (error) { console.log(error.name) }
     "saved"`,
    "go",
    () => cells.interrupt(),
  );
  expect(outcome.error).toBeUndefined();
  expect(outcome.result?.data["text/plain"]).toBe("'saved'");
  expect(cells.printed()).toContain("FitStopped\n");
});

test("a fit that waits for its data is given up, and its model is free", async () => {
  const { error } = await cells.runUntil(
    `await model.fitDataset(tf.data.generator(async function* () {
       yield { xs: xs.clone(), ys: ys.clone() };
       console.log("waits");
       await new Promise(() => {});
     }), { epochs: 1 })`,
    "waits",
    () => cells.interrupt(),
  );
  expect(error).toMatchObject({
    name: "Interrupted",
    message: expect.stringContaining("stopped at epoch 1, step 1;"),
  });
  expect(await cells.value("(await model.fit(xs, ys, { verbose: 0 })).epoch.length")).toBe("1");
});

test("a second interrupt ends a callback that never does, and tfjs is in order again", async () => {
  const { error } = await cells.runUntil(
    `await model.fit(xs, ys, { callbacks: { onBatchEnd: () => { console.log("loops"); for (;;); } } })`,
    "loops",
    () => {
      cells.interrupt();
      setTimeout(() => cells.interrupt(), 200);
    },
  );
  expect(error?.message).toContain("stopped at epoch 1, step 1 of 2;");
  expect(await cells.value("(await model.fit(xs, ys, { verbose: 0 })).epoch.length")).toBe("1");
});

test("a gradient cut off by an interrupt leaves nothing of itself behind", async () => {
  const { error } = await cells.runUntil(
    `tf.grad((x) => tf.tidy(() => { console.log("loops"); for (;;) x = x.square(); }))(xs)`,
    "loops",
    () => cells.interrupt(),
  );
  expect(error).toMatchObject({ name: "Interrupted", message: "the cell was stopped" });
  expect(
    await cells.value(
      "const { state } = tf.engine() as never as { state: Record<string, never> };" +
        "[state.gradientDepth, state.kernelDepth, state.scopeStack.length, state.activeTape]",
    ),
  ).toBe("[ 0, 0, 0, null ]");
  expect(await cells.value("(await model.fit(xs, ys, { verbose: 0 })).epoch.length")).toBe("1");
});

test("a fit that fails says so, and reports the error of its data", async () => {
  const { error } = await cells.run(
    `await model.fitDataset(tf.data.generator(function* () {
       yield { xs: xs.clone(), ys: ys.clone() };
       throw new Error("bad row");
     }), { epochs: 1 })`,
  );
  expect(error?.message).toContain("bad row");
  expect(lastText()).toMatch(/\nended by an error$/);
});
