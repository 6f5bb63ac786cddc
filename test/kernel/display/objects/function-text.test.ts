import { expect, test } from "vitest";
import { functionText } from "../../../../kernel/display/objects/function-text.js";
import { parametersOf } from "../../../../kernel/display/objects/parameters.js";

class Base {
  static of(_x: number) {}
  async *rows(_from = 0) {}
}

test.each<[text: string, value: object]>([
  ["[Function: max]", Math.max],
  [
    "[AsyncFunction: load] (path)",
    async function load(path: string) {
      return path;
    },
  ],
  [
    "[GeneratorFunction: count] (n)",
    function* count(n: number) {
      yield n;
    },
  ],
  [
    "[Function (anonymous)] (x)",
    (
      () => (x: number) =>
        x
    )(),
  ],
  ["[Function: of] (_x)", Base.of],
  ["[AsyncGeneratorFunction: rows] (_from = 0)", Base.prototype.rows],
  ["[class Base]", Base],
  ["[class Derived extends Base]", class Derived extends Base {}],
  ["[class Odd extends (anonymous)]", class Odd extends (() => class {})() {}],
  ["[Function: bound of]", Base.of.bind(null)],
])("%s", (text, value) => {
  expect(functionText(value)).toBe(text);
});

test("a name that a getter would give is not asked for", () => {
  const value = Object.defineProperty(() => 1, "name", {
    get() {
      throw new Error("called");
    },
  });
  expect(functionText(value)).toBe("[Function (anonymous)] ()");
});

test.each<[source: string, parameters: string | undefined]>([
  ["function f(a, b) {}", "a, b"],
  ["function(a) {}", "a"],
  ["async x => x", "x"],
  ["async (x, y) => x", "x, y"],
  ["(\n  a, // first )\n  b = /* ( */ 2,\n) => a", "a, b = 2"],
  ["({ a, b: [c] }, ...rest) => c", "{ a, b: [c] }, ...rest"],
  ["(a = \")\", b = ')') => a", "a = \")\", b = ')'"],
  ["(a = f(1, (2)), b) => a", "a = f(1, (2)), b"],
  ["static async *rows(n) {}", "n"],
  ["get size() {}", ""],
  ["[Symbol.iterator](n) {}", undefined],
  ["(a = /[)]/) => a", undefined],
  [["(a = `$", "{b})`) => a"].join(""), undefined],
  ["(a = `)`) => a", "a = `)`"],
  ["function f() { [native code] }", undefined],
  [`(${"a, ".repeat(2_000)}) => 1`, undefined],
  [`(${"ab, ".repeat(40)}) => 1`, `${"ab, ".repeat(25)}…`],
  ["not a function", undefined],
])("parameters of %s", (source, parameters) => {
  expect(parametersOf(source)).toBe(parameters);
});
