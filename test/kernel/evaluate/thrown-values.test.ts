import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

const REVOKED = "const { proxy, revoke } = Proxy.revocable(function () {}, {}); revoke();";

test.each([
  ["null", "throw null", "Thrown: null"],
  ["undefined", "throw undefined", "Thrown: undefined"],
  ["a symbol", "throw Symbol('s')", "Thrown: Symbol(s)"],
  ["a function", "throw function named() {}", "Thrown: [Function: named]"],
  [
    "an object without a prototype",
    "throw Object.assign(Object.create(null), { a: 1 })",
    "Thrown: [Object: null prototype] { a: 1 }",
  ],
  ["a revoked proxy", `${REVOKED} throw proxy`, "Thrown: <Revoked Proxy>"],
  ["a frozen error", "throw Object.freeze(new Error('frozen'))", "Error: frozen"],
  [
    "an error of another realm",
    "throw require('node:vm').runInNewContext('new RangeError(\"far\")')",
    "RangeError: far",
  ],
  [
    "a stack that throws",
    "throw Object.defineProperty(new Error('x'), 'stack', { get() { throw 1 } })",
    "Error: x",
  ],
  [
    "a message that throws",
    "throw Object.defineProperty(new Error('x'), 'message', { get() { throw 1 } })",
    "Error: ",
  ],
  [
    "a name and a message that are no texts",
    "throw Object.assign(new Error(), { name: { toString() { throw 1 } }, message: Symbol('m') })",
    "Error: Symbol(m)",
  ],
  [
    "a stack trace of zero frames",
    "Error.stackTraceLimit = 0; try { throw new Error('bare') } finally { Error.stackTraceLimit = 10 }",
    "Error: bare",
  ],
])("%s is reported", async (_name, code, text) => {
  expect(await cells.value(code)).toBe(text);
});

test("an error that is its own cause is reported once", async () => {
  const { error } = await cells.run("const own = new Error('own'); own.cause = own; throw own");
  expect(error).toMatchObject({ message: "own" });
  expect(error?.cause).toBeUndefined();
});

test("a circle of causes ends", async () => {
  const { error } = await cells.run(
    "const one = new Error('one'); const two = new Error('two', { cause: one }); one.cause = two; throw one",
  );
  expect(error?.cause).toMatchObject({ message: "two" });
  expect(error?.cause?.cause).toBeUndefined();
});

test("an AggregateError lists its errors", async () => {
  const { error } = await cells.run(
    "await Promise.any([Promise.reject(new TypeError('a')), Promise.reject(new Error('b'))])",
  );
  expect(error?.name).toBe("AggregateError");
  expect(error?.details).toMatch(/TypeError: a[\s\S]*Error: b/);
});

test("a disposal that throws after the block did gives both errors", async () => {
  const { error } = await cells.run(
    "{ using thing = { [Symbol.dispose]() { throw new Error('in disposal') } }; throw new Error('in the block') }",
  );
  expect(error?.name).toBe("SuppressedError");
  expect(error?.details).toMatch(/in disposal[\s\S]*in the block/);
});

test("a giant message and a thousand properties are cut", async () => {
  const { error } = await cells.run(
    "throw Object.assign(new Error('x'.repeat(1e6)), Object.fromEntries(Array.from({ length: 1000 }, (_, i) => ['k' + i, i])))",
  );
  expect(error?.message.length).toBeLessThan(21_000);
  expect(error?.message).toMatch(/… 980000 more characters$/);
  expect(error?.details).toMatch(/k19: 19[\s\S]*… 980 more$/);
});

test("what nobody handles is reported whatever it is", async () => {
  await cells.run(`${REVOKED} setTimeout(() => { throw proxy }); void Promise.reject(null)`);
  const texts = () =>
    cells.outputs.flatMap((event) => (event.type === "uncaught" ? [event.error.message] : []));
  await expect.poll(() => texts().toSorted()).toEqual(["<Revoked Proxy>", "null"]);
});
