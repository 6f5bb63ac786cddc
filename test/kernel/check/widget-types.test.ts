import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCell } from "../../../kernel/cell/parse-cell.js";
import { createChecker, type TypescriptChecker } from "../../../kernel/check/typescript-checker.js";

let folder: string;
let checker: TypescriptChecker;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-widget-types-"));
  checker = createChecker({ cwd: folder });
});
afterAll(() => {
  checker.dispose();
  rmSync(folder, { recursive: true });
});

/** places that are wrong */
async function wrong(code: string): Promise<string[]> {
  const found = await checker.check(parseCell(code));
  return (found ?? []).map(({ start, end }) => code.slice(start, end));
}

const WIDGET =
  "const w = widget({ esm: 'x', state: { n: 1, data: new Float32Array(2), image: tf.ones([2]) } });";
const INTERACT = (draw: string) =>
  `interact((${draw}), { n: { min: 0, max: 1 }, m: 5, on: true, t: "", mode: ["reflect", "wrap"],
     layer: { options: { a: layers.rescaling({ scale: 1 }) } } })`;

test.each([
  "const n: number = w.get('n'), f: Float32Array = w.get('data'), i: tf.Tensor = w.get('image');",
  "w.set('n', 2); w.set({ n: 3, data: new Float32Array(1) });",
  "w.on('change:n', ({ name, old, new: now }) => { const n: 'n' = name; const d: number = now - old; void [n, d]; });",
  "w.observe(({ name, new: now }) => { if (name === 'data') now.fill(0); });",
  "w.observe(({ new: now }) => now.toFixed(), 'n').off('change:n').onMessage((content, [first]) => first?.length);",
])("a widget knows its state: %s", async (code) => {
  expect(await wrong(`${WIDGET}\n${code}`)).toEqual([]);
});

test.each([
  ["w.get('m')", "'m'"],
  ["w.set('n', 'two')", "'two'"],
  ["w.set({ n: 'two' })", "n"],
  ["w.on('change:m', () => 1)", "'change:m'"],
  ["w.on('change:n', ({ new: now }) => now.fill(0))", "fill"],
])("a widget refuses %s", async (code, place) => {
  expect(await wrong(`${WIDGET}\n${code}`)).toEqual([place]);
});

test("draw's parameters follow from the controls", async () => {
  const draw = `({ n, m, on, t, mode, layer }) => {
    const numbers: number[] = [n, m], flag: boolean = on, text: string = t;
    const one: "reflect" | "wrap" = mode;
    layers.randomRotation({ factor: n, fillMode: mode });
    return [numbers, flag, text, one, layer(tf.ones([2]))];
  }`;
  expect(await wrong(INTERACT(draw))).toEqual([]);
});

test.each([
  ["({ n }) => n.length", "length"],
  ["({ mode }) => mode === 'other'", "mode === 'other'"],
  ["({ none }) => none", "none"],
])("draw is wrong about its parameters: %s", async (draw, place) => {
  expect(await wrong(INTERACT(draw))).toEqual([place]);
});

test.each([
  ["interact(() => 1, { n: null })", "n"],
  ["interact(() => 1, { n: { min: 0 } })", "n"],
  ["const i = interact(() => 1, { n: 1, mode: ['a'] }); i.set({ mode: 'b' })", "mode"],
  ["const i = interact(() => 1, { n: 1 }); const s: string = i.values.n;", "s"],
])("%s is wrong", async (code, place) => {
  expect(await wrong(code)).toEqual([place]);
});
