import { afterEach, beforeEach, expect, test } from "vitest";
import type { Guest } from "../../../kernel/guest/host.js";
import { tslabHost } from "../../../kernel/guest/tslab-host.js";
import { stopFits } from "../../../src/training/observe-fits.js";

const shown: [mime: string, content: unknown][] = [];
const exports: Record<string, unknown> = {};
const guest: Guest = {
  showResult: (value) => value === "a tensor",
  isHandle: () => false,
  settled: async () => undefined,
};

beforeEach(() => {
  shown.length = 0;
  const newDisplay = () => ({
    raw: (mime: string, content: unknown) => void shown.push([mime, content]),
  });
  Object.assign(globalThis, { __tslab__: { exports, require: () => ({ newDisplay }) } });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, "__tslab__");
  process.off("SIGINT", stopFits);
});

test("there is no tslab where its global is missing or something else", () => {
  Reflect.deleteProperty(globalThis, "__tslab__");
  expect(tslabHost()).toBeUndefined();
  Object.assign(globalThis, { __tslab__: {} });
  expect(tslabHost()).toBeUndefined();
});

test("a display has the richest type of a bundle, for tslab takes one", async () => {
  const output = tslabHost()!.openOutput("id");
  await output({ data: { "text/plain": "t", "text/html": "<b>t</b>" }, metadata: {} }, false);
  await output({ data: { "text/plain": "t" }, metadata: {} }, true);
  expect(shown).toEqual([
    ["text/html", "<b>t</b>"],
    ["text/plain", "t"],
  ]);
});

test("tslab does not print the results that were shown", () => {
  exports.tsLastExpr = undefined; // set before the import is executed
  tslabHost()!.welcome!(guest);
  exports.tsLastExpr = "a tensor";
  expect(exports.tsLastExpr).toBeUndefined();
  exports.tsLastExpr = 7;
  expect([exports.tsLastExpr, exports.tsLastExpr]).toEqual([7, 7]);
  delete exports.tsLastExpr;
  expect(Object.keys(exports)).toEqual([]);
});
