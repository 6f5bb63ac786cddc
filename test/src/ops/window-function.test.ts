import { expect, it } from "vitest";
import { WINDOW_NAMES, type WindowName, windowFunction } from "../../../src/ops/window-function.js";
import { readGolden } from "../golden.js";

interface Recorded {
  readonly name: WindowName;
  readonly length: number;
  readonly periodic: boolean;
  readonly weights: readonly number[];
}

const { windows } = readGolden<{ windows: readonly Recorded[] }>("windows.json");

it.each(WINDOW_NAMES)("weighs as SciPy does: %s", (name) => {
  const recorded = windows.filter((window) => window.name === name);
  expect(recorded).toHaveLength(10);
  for (const { length, periodic, weights } of recorded) {
    const own = Array.from(windowFunction(name, length, periodic));
    expect(own).toHaveLength(length);
    own.forEach((weight, i) => {
      expect(weight).toBeCloseTo(weights[i]!, 10);
    });
  }
});
