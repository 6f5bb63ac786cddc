import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

const MEGABYTES = "Math.round(tf.memory().numBytes / 1e6)";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

/** the collector works between cells, so a cell that asks comes too early at times */
async function settled(code: string, expected: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const value = await cells.value(`await new Promise((r) => setTimeout(r, 50)); ${code}`);
    if (value === expected) return value;
  }
  return cells.value(code);
}

test("200 MB of lost tensors come back, and all that can be reached stays", async () => {
  await cells.run(`
    const four = (value: number) => tf.fill([1000, 1000], value);
    const variable = four(1);
    const map = new Map([["key", four(2)]]);
    class Holder { #tensor = four(3); get first() { return this.#tensor.dataSync()[0]; } }
    const holder = new Holder();
    const closure = (() => { const inner = four(4); return () => inner.dataSync()[0]; })();
    const reshaped = four(5).reshape([10, 100, 1000]);
    const trained = tf.variable(four(6));
    const words = tf.tensor(["kept", "words"]);`);
  expect(await cells.value(`for (let i = 0; i < 50; i++) four(i); ${MEGABYTES}`)).toBe("232");
  expect(await settled(MEGABYTES, "24")).toBe("24");
  expect(
    await cells.value(
      `const first = (t: { dataSync(): ArrayLike<unknown> }) => t.dataSync()[0];
       [first(variable), first(map.get("key")!), holder.first, closure(), first(reshaped), first(trained), first(words)].join()`,
    ),
  ).toBe("'1,2,3,4,5,6,kept'");
});

test("the cells that lose little are left alone", async () => {
  await settled(MEGABYTES, "24");
  expect(await cells.value(`for (let i = 0; i < 10; i++) four(i); ${MEGABYTES}`)).toBe("64");
  expect(await cells.value(`await new Promise((r) => setTimeout(r, 100)); ${MEGABYTES}`)).toBe(
    "64",
  );
});

test("a long cell that lets the event loop turn gets memory back on its way", async () => {
  const peak = await cells.value(`
    let peak = 0;
    for (let i = 0; i < 400; i++) {
      four(i);
      peak = Math.max(peak, tf.memory().numBytes / 1e6);
      await new Promise((r) => setTimeout(r, 1));
    }
    peak`);
  expect(Number(peak)).toBeLessThan(1000);
});

test("tensors that were disposed of are not disposed of again", async () => {
  await cells.run("for (let i = 0; i < 100; i++) four(i).dispose(); tf.tidy(() => { four(1); });");
  await cells.run("for (let i = 0; i < 30; i++) four(i);");
  await settled(MEGABYTES, "24");
  expect(await cells.value("variable.sum().dataSync()[0]")).toBe("1000000");
  expect(await cells.value("tf.memory().numTensors > 0 && tf.memory().numBytes > 0")).toBe("true");
});

test("a model made anew by its cell leaves no weights behind, and the newest trains on", async () => {
  await cells.run(`
    const [xs, ys] = [tf.ones([1, 2000]), tf.ones([1, 1])];
    let model: ReturnType<typeof tf.sequential>;
    const make = async () => {
      const wide = tf.layers.dense({ units: 2000, inputShape: [2000], kernelInitializer: "zeros" });
      model = tf.sequential({ layers: [wide, tf.layers.dense({ units: 1 })] });
      model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      await model.fit(xs, ys, { verbose: 0 });
    };`);
  for (let i = 0; i < 16; i++) await cells.run("await make()");
  await cells.run("await new Promise((r) => setTimeout(r, 100))");
  // 16 MB each
  expect(Number(await cells.value(MEGABYTES))).toBeLessThan(150);
  expect(await cells.value("(await model.fit(xs, ys, { verbose: 0 })).epoch.length")).toBe("1");
});

test("variables are trained by name as ever", async () => {
  expect(
    await cells.value(`
      const weight = tf.variable(tf.scalar(1), true, "weight");
      tf.train.sgd(0.5).minimize(() => weight.square() as tf.Scalar);
      const { registeredVariables } = tf.engine() as never as { registeredVariables: Record<string, tf.Variable> };
      [weight.dataSync()[0], registeredVariables.weight === weight, "weight" in registeredVariables, Object.keys(registeredVariables).includes("weight")].join()`),
  ).toBe("'0,true,true,true'");
  expect(await cells.value('tf.variable(tf.scalar(1), true, "weight")')).toContain(
    "already registered",
  );
  expect(await cells.value('weight.dispose(); "weight" in registeredVariables')).toBe("false");
});

test("the collector adds no name to those of the cells", async () => {
  expect(await cells.value("typeof (globalThis as { gc?: unknown }).gc")).toBe("'undefined'");
});
