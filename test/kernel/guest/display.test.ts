import { inspect } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { display, html, layers, show, table, tf } from "../../../kernel/guest/index.js";

const printed: unknown[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, "log").mockImplementation((text: unknown) => void printed.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
});

test("in a program of its own a value is printed as its text", async () => {
  await display(show(tf.zeros([2, 2, 3])));
  await display(layers.stringLookup({ vocabulary: ["cyan"] }));
  expect(printed[0]).toMatch(/^image 2×2 RGB/);
  expect(printed[1]).toBe(
    "StringLookup: 2 tokens (1 OOV), vocabulary given\nindex  token  role\n    0  [UNK]  OOV\n    1  cyan",
  );
});

test("displays come in the order of the calls, whatever takes longer to make", async () => {
  display(show(tf.zeros([16, 32, 32, 3])));
  display(html`${tf.tensor1d([1])}`);
  await display("last");
  expect(printed.map((text) => String(text).slice(0, 6))).toEqual(["16 ima", "Tensor", "'last'"]);
});

test("what it returns is a handle now, and a promise of one that is no promise", async () => {
  const shown = display(1, { displayId: "mine" });
  expect(shown.displayId).toBe("mine");
  const handle = await shown;
  expect(handle.displayId).toBe("mine");
  expect("then" in handle).toBe(false);
  handle.update(2);
  await display({ "text/plain": "raw" }, { raw: true });
  expect(printed).toEqual(["1", "2", "raw"]);
});

test("a value is read when it is displayed, and may be disposed of then", async () => {
  const tensor = tf.tensor1d([1, 2]);
  const shown = display(tensor);
  tensor.dispose();
  await shown;
  expect(printed).toEqual(["Tensor float32 [2] [1, 2]"]);
});

test("an output that cannot be raw is refused at once", () => {
  expect(() => display("text", { raw: true })).toThrow(
    "display: with raw: true the value must be a MIME bundle. Received: text",
  );
});

test("console.log prints tensors, and where to see what is made to be shown", () => {
  expect(inspect(tf.tensor1d([1, 2]))).toBe("Tensor float32 [2] [1, 2]");
  for (const value of [table([{ a: 1 }]), show([[0, 1]]), html`<b></b>`]) {
    expect(inspect(value)).toBe("[shown as the result of a cell, or by display()]");
  }
});
