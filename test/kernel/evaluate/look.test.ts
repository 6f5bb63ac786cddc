import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LiveValue } from "../../../dist/kernel/evaluate/live-value.js";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(async () => {
  cells = startCells();
  await cells.run(`
let calls = 0;
const touched = () => { calls++; return 'touched' };
let plain = { n: 1, text: 'x', 'two words': true, get computed() { return touched() }, deep: [{ z: 2n }] };
var global = [1, 2, 3];
class Base { inherited() {} }
class Point extends Base { x = 1; get length() { return touched() } move() {} }
const point = new Point();
const map = new Map<unknown, number>([['one', 1], [2, 2]]);
const proxy = new Proxy({ inside: 1 }, {
  get: touched, has: touched, ownKeys: () => { touched(); return [] },
  getPrototypeOf: () => { touched(); return null }, getOwnPropertyDescriptor: () => { touched(); return undefined },
} as unknown as ProxyHandler<{ inside: number }>);
const holder = { proxy };
Object.defineProperty(globalThis, 'lazy', { get: touched, configurable: true });
const frame = { $columns: ['price', 'unit count'], $isSeries: false };
const table = { schema: { fields: [{ name: 'a' }, { name: 'b' }] } };
const many = Object.fromEntries(Array.from({ length: 600 }, (_, n) => ['k' + n, n]));
const long = 'y'.repeat(1e6);
`);
});
afterAll(() => cells.dispose());

/** a thread that had no time is asked again */
async function seen(root: string, ...path: string[]): Promise<LiveValue> {
  for (;;) {
    const value = await cells.look(root, ...path);
    if (value !== undefined) return value;
  }
}
const names = ({ properties }: LiveValue) => properties.map(({ name }) => name);

describe("a value", () => {
  test("is told with the names and kinds of its properties", async () => {
    const { type, preview, isPlain, properties } = await seen("plain");
    expect([type, isPlain]).toEqual(["Object", true]);
    expect(preview).toBe('{ n: 1, text: "x", "two words": true, deep: Array(1) }');
    expect(properties).toEqual([
      { name: "n", kind: "value", brief: "number = 1" },
      { name: "text", kind: "value", brief: 'string = "x"' },
      { name: "two words", kind: "value", brief: "boolean = true" },
      { name: "computed", kind: "accessor", brief: "" },
      { name: "deep", kind: "value", brief: "Array(1)" },
    ]);
  });

  test("is found at the end of a path", async () => {
    expect((await seen("plain", "deep", "0", "z")).preview).toBe("2n");
    expect((await seen("global", "1")).preview).toBe("2");
  });

  test("has the members of its class, and those of a variable declared with var are found too", async () => {
    const value = await seen("point");
    expect(value.isPlain).toBe(false);
    expect(names(value)).toEqual(["x", "length", "move", "inherited"]);
    expect(names(await seen("global"))).toContain("push");
  });

  test("has its columns or keys", async () => {
    expect((await seen("frame")).columns).toEqual(["price", "unit count"]);
    expect((await seen("table")).columns).toEqual(["a", "b"]);
    expect(await seen("map")).toMatchObject({ type: "Map(2)", mapKeys: ["one"] });
  });

  test("is told in part when there is too much of it", async () => {
    expect((await seen("many")).properties).toHaveLength(500);
    expect((await seen("long")).preview.length).toBeLessThan(50);
  });

  test("never has its getters called, and a proxy is not touched", async () => {
    expect(await cells.look("plain", "computed")).toBeUndefined();
    expect(await cells.look("point", "length")).toBeUndefined();
    expect(await cells.look("lazy")).toBeUndefined();
    expect((await seen("proxy")).type).toBe("Proxy");
    expect((await seen("holder")).preview).toBe("{ proxy: Proxy }");
    expect(await cells.look("holder", "proxy", "inside")).toBeUndefined();
    expect(await cells.value("calls")).toBe("0");
  });
});

test("names that are preloaded stay unloaded", async () => {
  expect(await cells.look("tf")).toBeUndefined();
  expect(
    await cells.value("Object.getOwnPropertyDescriptor(globalThis, 'tf')!.get !== undefined"),
  ).toBe("true");
});

test.each([
  ["a loop", "console.log('go'); while (true) {}"],
  ["a hopeless regular expression", "console.log('go'); /^(a+)+$/.test('a'.repeat(40) + 'b')"],
  [
    "Atomics.wait",
    "console.log('go'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
  ],
  ["an await that never ends", "console.log('go'); await new Promise(() => {})"],
])("values are told in the middle of %s, which can be stopped after that", async (_, code) => {
  const outcome = await new Promise<ReturnType<Cells["run"]>>((resolve) => {
    const run = cells.runUntil(code, "go", async () => {
      expect((await seen("plain", "n")).preview).toBe("1");
      cells.interrupt();
      resolve(run);
    });
  });
  expect((await outcome).error?.name).toBe("Interrupted");
});

test("a loop sees no promise settle because someone looked", async () => {
  let release = () => {};
  const looked = new Promise<void>((resolve) => {
    release = resolve;
  });
  const code = `
let settled = false;
Promise.resolve().then(() => { settled = true });
console.log('go');
const until = Date.now() + 300;
let early = false;
while (Date.now() < until) early ||= settled;
early`;
  const outcome = await cells.runUntil(code, "go", () => void seen("until").then(release));
  await looked;
  expect(outcome.result?.data["text/plain"]).toBe("false");
});

test("while native code runs there is no answer, and one afterwards", async () => {
  const code =
    "console.log('go'); (await import('node:child_process')).execSync('sleep 0.4'); undefined";
  const during: (LiveValue | undefined)[] = [];
  const looking: Promise<void>[] = [];
  await cells.runUntil(code, "go", () => {
    for (let turn = 0; turn < 5; turn++) {
      looking.push(cells.look("plain").then((value) => void during.push(value)));
    }
  });
  await Promise.all(looking);
  expect(during).toHaveLength(5);
  expect((await seen("plain", "n")).preview).toBe("1");
});

test("questions all around an interrupt neither lose nor break it", async () => {
  for (let turn = 0; turn < 5; turn++) {
    const outcome = cells.runUntil("console.log('go'); while (true) {}", "go", () => {
      for (let n = 0; n < 10; n++) void cells.look("plain");
      cells.interrupt();
      for (let n = 0; n < 10; n++) void cells.look("plain");
    });
    expect((await outcome).error?.name).toBe("Interrupted");
    expect(await cells.value("plain.n")).toBe("1");
  }
});
