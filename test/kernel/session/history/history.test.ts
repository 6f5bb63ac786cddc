import { expect, it } from "vitest";
import { createHistory } from "../../../../kernel/session/history/history.js";
import type { PastLine } from "../../../../kernel/session/history/history-file.js";

const INPUTS = ["a", "b", "a", "c", "d", "e", "f", "g", "h", "i", "j"];

function filled(past?: readonly PastLine[]) {
  const history = createHistory(
    past && {
      append: () => {},
      read: () => ({ session: 3, past }),
    },
  );
  INPUTS.forEach((input, index) => {
    history.add(index + 1, input);
    history.setOutput(index + 1, input.toUpperCase());
  });
  return (hist_access_type: string, request: object = {}) =>
    history.query({ hist_access_type, ...request });
}

const PAST = [
  { session: 1, line: 1, input: "a" },
  { session: 2, line: 1, input: "x" },
  { session: 2, line: 2, input: "y" },
  { session: 4, line: 1, input: "z" },
];

it("gives the tail, ten lines unless told, all for a negative number", () => {
  const ask = filled();
  expect(ask("tail", { n: 2 })).toEqual([
    [1, 10, "i"],
    [1, 11, "j"],
  ]);
  expect(ask("tail", { n: 0 })).toEqual([]);
  expect(ask("tail").map(([, line]) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(ask("tail", { n: -1 })).toHaveLength(11);
  expect(ask("tail", { n: 1, output: true })).toEqual([[1, 11, ["j", "J"]]]);
});

it("calls the running session in ranges as it was asked for, and counts from the end below 0", () => {
  const ask = filled();
  const lines = (request: object) => ask("range", request).map(([, line]) => line);
  expect(ask("range", { session: 0, start: 1, stop: 3 })).toEqual([
    [0, 1, "a"],
    [0, 2, "b"],
  ]);
  expect(ask("range", { session: 1, start: 11 })).toEqual([[1, 11, "j"]]);
  expect(lines({ start: -2 })).toEqual([10, 11]);
  expect(lines({ start: 1, stop: -8 })).toEqual([1, 2, 3]);
  expect(lines({ start: 10, stop: 0 })).toEqual([10, 11]);
  expect(lines({ start: 10, stop: null })).toEqual([10, 11]);
  expect(lines({ session: 7 })).toEqual([]);
});

it("searches by glob, the newest of equal inputs when unique", () => {
  const ask = filled();
  expect(ask("search", { pattern: "[ab]" })).toEqual([
    [1, 1, "a"],
    [1, 2, "b"],
    [1, 3, "a"],
  ]);
  expect(ask("search", { pattern: "[ab]", unique: true })).toEqual([
    [1, 2, "b"],
    [1, 3, "a"],
  ]);
  expect(ask("search", { pattern: "?", n: 1 })).toEqual([[1, 11, "j"]]);
  expect(ask("search", { pattern: "nothing*" })).toEqual([]);
});

it("has other sessions before its own, in ranges by their number", () => {
  const ask = filled(PAST);
  expect(ask("tail", { n: -1 }).slice(0, 5)).toEqual([
    [1, 1, "a"],
    [2, 1, "x"],
    [2, 2, "y"],
    [4, 1, "z"],
    [3, 1, "a"],
  ]);
  expect(ask("range", { session: -1 })).toEqual([
    [2, 1, "x"],
    [2, 2, "y"],
  ]);
  expect(ask("range", { session: 2, start: 2, output: true })).toEqual([[2, 2, ["y", null]]]);
  expect(ask("search", { pattern: "[az]", unique: true })).toEqual([
    [3, 3, "a"],
    [4, 1, "z"],
  ]);
});

it("answers an odd request with an empty list", () => {
  const ask = filled();
  expect(ask("nonsense")).toEqual([]);
  expect(ask("search", { pattern: 5, n: "x" })).toHaveLength(11);
});
