import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { valueText } from "../../../kernel/display/value-text.js";
import { layers } from "../../../src/index.js";

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}

const disposed = tf.zeros([2]);
disposed.dispose();

const CASES: readonly (readonly [text: string, value: unknown])[] = [
  ["1", 1],
  ["'a\\nb'", "a\nb"],
  ["undefined", undefined],
  ["10n", 10n],
  ["[ 1, 2 ]", [1, 2]],
  ["{ a: 1, b: { c: [Array] } }", { a: 1, b: { c: [1] } }],
  ["Point { x: 1, y: 2 }", new Point(1, 2)],
  ["Map(1) { 'k' => 1 }", new Map([["k", 1]])],
  ["[Function: max]", Math.max],
  ["RangeError: too far", new RangeError("too far")],
  ["Object of 500 keys", Object.fromEntries(Array.from({ length: 500 }, (_, i) => [i, i]))],
  ["Tensor float32 [2, 3]", tf.zeros([2, 3])],
  ["Tensor float32 [2] disposed", disposed],
  ["StringLookup: 2 tokens (1 OOV), vocabulary given", layers.stringLookup({ vocabulary: ["a"] })],
];

test.each(CASES)("a value in a list of variables: %s", (text, value) => {
  expect(valueText(value)).toBe(text);
});

test("a long value is cut, and one that refuses to be printed has its type", () => {
  expect(valueText("x".repeat(10_000)).length).toBeLessThan(260);
  const { proxy, revoke } = Proxy.revocable({}, {});
  const hostile: unknown = Object.create(proxy);
  revoke();
  expect(valueText(hostile)).toBe("[object]");
});
