import { beforeAll, expect, it } from "vitest";
import { ready, tf } from "../../../../src/index.js";

beforeAll(ready);

const words = () => tf.tensor(["a", "b", "ä", "", "b", "long word"], [2, 3], "string");

it("compares strings", () => {
  expect(words().equal(tf.scalar("b", "string")).arraySync()).toEqual([
    [0, 1, 0],
    [0, 1, 0],
  ]);
  expect(words().notEqual(words()).arraySync()).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

it("moves strings", () => {
  expect(words().tile([1, 2]).arraySync()).toEqual([
    ["a", "b", "ä", "a", "b", "ä"],
    ["", "b", "long word", "", "b", "long word"],
  ]);
  expect(words().stridedSlice([0, 2], [2, 0], [1, -2]).arraySync()).toEqual([["ä"], ["long word"]]);
  expect(tf.gatherND(words(), tf.tensor2d([[1, 2]], undefined, "int32")).arraySync()).toEqual([
    "long word",
  ]);
  expect(words().slice([0, 1], [2, 2]).arraySync()).toEqual([
    ["b", "ä"],
    ["b", "long word"],
  ]);
  expect(tf.gather(words(), tf.tensor1d([1], "int32")).arraySync()).toEqual([
    ["", "b", "long word"],
  ]);
});

it("fills with a string", () => {
  expect(tf.fill([2], "ö", "string").arraySync()).toEqual(["ö", "ö"]);
});

it("replaces in strings", () => {
  const replaced = tf.string.staticRegexReplace(words(), "[ab]", "x", true);
  expect(replaced.arraySync()).toEqual([
    ["x", "x", "ä"],
    ["", "x", "long word"],
  ]);
});

it("keeps numbers right where strings go another way", () => {
  const x = tf.tensor([1, 2, 3, 4], [2, 2]);
  expect(x.equal(tf.scalar(2)).arraySync()).toEqual([
    [0, 1],
    [0, 0],
  ]);
  expect(tf.gatherND(x, tf.tensor2d([[1, 0]], undefined, "int32")).arraySync()).toEqual([3]);
  expect(x.stridedSlice([0, 1], [2, 2], [1, 1]).arraySync()).toEqual([[2], [4]]);
});
