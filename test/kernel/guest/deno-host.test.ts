import { afterEach, expect, test } from "vitest";
import { DISPLAY_SYMBOL } from "../../../kernel/display/display-symbol.js";
import { renderValue } from "../../../kernel/display/render-value.js";
import { denoHost } from "../../../kernel/guest/deno-host.js";
import type { Guest } from "../../../kernel/guest/host.js";
import { layers, tf } from "../../../src/index.js";

const internal = Symbol("internal");
const handle = {};
const order: string[] = [];
const guest: Guest = {
  showResult: () => false,
  isHandle: (value) => value === handle,
  settled: async () => void order.push("settled"),
};

interface Displayable {
  [DISPLAY_SYMBOL](): Promise<Record<string, string>>;
}

function installDeno() {
  const messages: [type: string, content: object][] = [];
  const results: unknown[] = [];
  const jupyter = {
    broadcast: async (type: string, content: object) => void messages.push([type, content]),
  };
  const internals = {
    broadcastResult: async (_count: number, result: unknown) => {
      order.push("result");
      results.push(result);
    },
  };
  Object.assign(globalThis, { Deno: { jupyter, internal, [internal]: { jupyter: internals } } });
  return { messages, results, internals };
}

afterEach(() => {
  order.length = 0;
  Reflect.deleteProperty(globalThis, "Deno");
  for (const { prototype } of [tf.Tensor, tf.layers.Layer]) {
    Reflect.deleteProperty(prototype, DISPLAY_SYMBOL);
  }
});

test("a program that Deno runs is no kernel of it, though it throws at the question", () => {
  const deno = {
    get jupyter(): never {
      throw new Error("Deno.jupyter is only available in `deno jupyter` subcommand.");
    },
  };
  Object.assign(globalThis, { Deno: deno });
  expect(denoHost()).toBeUndefined();
});

test("an output is a display that later ones replace", async () => {
  const { messages } = installDeno();
  const output = denoHost()!.openOutput("mine");
  const bundle = { data: { "text/plain": "a" }, metadata: { "image/png": { width: 3 } } };
  await output(bundle, false);
  await output(bundle, true);
  const content = { ...bundle, transient: { display_id: "mine" } };
  expect(messages).toEqual([
    ["display_data", content],
    ["update_display_data", content],
  ]);
});

test("tensors and models say how they look, without being asked for keys", async () => {
  installDeno();
  denoHost()!.welcome!(guest);
  const tensor = tf.tensor1d([1, 2], "int32") as unknown as Displayable;
  const data = await tensor[DISPLAY_SYMBOL]();
  expect(data["text/plain"]).toBe("Tensor int32 [2] [1, 2]");
  expect(data["text/html"]).toContain("Tensor int32 [2]");
  expect(await renderValue(tensor)).toEqual({ data, metadata: {} });
  const keys: string[] = [];
  for (const key in tensor) keys.push(key);
  expect(keys).not.toContain(String(DISPLAY_SYMBOL));
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  expect((await (model as unknown as Displayable)[DISPLAY_SYMBOL]())["text/html"]).toContain(
    "Dense",
  );
});

test("a layer, which is a function, is a result as an object", async () => {
  const { results, internals } = installDeno();
  denoHost()!.welcome!(guest);
  await internals.broadcastResult(1, layers.rescaling({ scale: 2 }));
  const [result] = results as [Displayable];
  expect(typeof result).toBe("object");
  expect((await result[DISPLAY_SYMBOL]())["text/plain"]).toContain("Rescaling");
});

test("other results are Deno's own affair, after what the cell displayed", async () => {
  const { results, internals } = installDeno();
  denoHost()!.welcome!(guest);
  const others = [7, null, undefined, { a: 1 }, Math.max];
  for (const value of [...others, handle]) await internals.broadcastResult(1, value);
  expect(results).toEqual([...others, undefined]);
  expect(order.slice(0, 4)).toEqual(["settled", "result", "settled", "result"]);
});
