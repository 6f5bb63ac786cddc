import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
// each cell spoils its process
beforeEach(() => {
  cells = startCells();
});
afterEach(() => cells.dispose());

const GLOBALS =
  "Array ArrayBuffer Atomics BigInt Boolean Buffer DataView Date Error Float32Array Function Int32Array " +
  "JSON Map Math Number Object Promise Proxy RangeError Reflect RegExp Set SharedArrayBuffer String Symbol " +
  "SyntaxError TypeError Uint8Array URL WeakMap WeakRef WeakSet TextDecoder TextEncoder console process " +
  "performance queueMicrotask setTimeout setImmediate clearTimeout structuredClone globalThis global " +
  "AbortController DOMException";

test.each(GLOBALS.split(" "))("cells run on without %s", async (name) => {
  await cells.run("let kept = 7");
  await cells.run(`(globalThis as { ${name}?: unknown }).${name} = null`);
  await cells.run(`delete (globalThis as { ${name}?: unknown }).${name}`);
  expect(await cells.value("kept + 1")).toBe("8");
  expect((await cells.run("throw 'mine'")).error?.name).toBe("Thrown");
});

test.each([
  ["Reflect is gone", "delete (globalThis as { Reflect?: unknown }).Reflect"],
  [
    "arrays cannot be iterated",
    "Array.prototype[Symbol.iterator] = () => { throw new Error('patched') }",
  ],
])("when %s, timers go on, and an error in one of them is one error", async (_name, code) => {
  const timers =
    "let fired = 0; setTimeout(() => { throw 'mine' }); setTimeout(() => { fired++ });";
  await cells.run(timers + code);
  await cells.run("while (fired === 0) await new Promise((resolve) => setImmediate(resolve))");
  expect(await cells.value("fired")).toBe("1");
  const uncaught = cells.outputs.filter(({ type }) => type === "uncaught");
  expect(uncaught).toMatchObject([{ error: { name: "Thrown" } }]);
});

const METHODS =
  "Array.prototype.push Array.prototype.shift Array.prototype.slice Array.prototype.map Array.prototype.filter " +
  "Array.prototype.findIndex Array.prototype.join Array.prototype.includes Array.isArray Promise.prototype.then " +
  "Promise.prototype.finally Promise.prototype.catch Promise.race Promise.all Promise.resolve " +
  "Function.prototype.call Function.prototype.bind JSON.parse JSON.stringify " +
  "Map.prototype.get Map.prototype.set Map.prototype.delete Set.prototype.add Set.prototype.delete " +
  "WeakMap.prototype.get Object.keys Object.entries Object.defineProperty Object.assign Object.create " +
  "String.prototype.startsWith String.prototype.split String.prototype.replace String.prototype.slice " +
  "RegExp.prototype.exec Symbol.for Atomics.load Atomics.store Buffer.from Buffer.concat Buffer.alloc " +
  "Buffer.prototype.subarray Buffer.prototype.toString Buffer.prototype.write Error.captureStackTrace " +
  "process.emit process.nextTick process.cwd performance.now";

test.each(METHODS.split(" "))("cells run on when %s throws", async (method) => {
  await cells.run("let kept = 7");
  const [, owner, name] = /^(.*)\.(\w+)$/.exec(method)!;
  await cells.run(`Object.assign(${owner}, { ${name}: () => { throw new Error("patched") } })`);
  expect(await cells.value("kept + 1")).toBe("8");
  expect((await cells.run("throw new Error('mine')")).error?.name).toMatch(/^(Error|Thrown)$/);
  expect(await cells.value("'again'")).toMatch(/^('again'|\[string that cannot be printed\])$/);
});

test("an iterator of arrays that throws is survived", async () => {
  await cells.run("Array.prototype[Symbol.iterator] = () => { throw new Error('patched') }");
  expect(await cells.value("1 + 1")).toBe("2");
});

test.each([
  ["a getter in every descriptor", "Object.assign(Object.prototype, { get: 5 })"],
  ["a value in every object", "Object.assign(Object.prototype, { value: 5, run: 9, text: 'no' })"],
  ["toJSON of arrays", "Object.assign(Array.prototype, { toJSON: () => 1 })"],
  [
    "frozen intrinsics",
    "for (const kind of [Object, Array, Promise, Map, Function, Error]) { Object.freeze(kind.prototype); Object.freeze(kind) }",
  ],
  ["a frozen global object", "Object.freeze(globalThis); 0"],
  [
    "names of intrinsics",
    "var JSON = 5 as never; let Promise = 5, Symbol = 7, Object = 9, globalThis = 8",
  ],
  [
    "no global at all",
    "for (const name of Object.getOwnPropertyNames(globalThis)) { try { delete (globalThis as Record<string, unknown>)[name] } catch {} }",
  ],
])("%s leave the next cell right", async (_name, code) => {
  await cells.run(code);
  expect(await cells.value("1 + 1")).toBe("2");
});

test("what keeps Node.js from starting a cell is an error that says so", async () => {
  await cells.run("Object.assign(Object.prototype, { toJSON: () => 1 })");
  expect(await cells.value("1 + 1")).toMatch(/^TypeError: .*toJSON.*Restart the kernel/);
});
