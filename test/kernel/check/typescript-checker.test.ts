import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseCell } from "../../../kernel/cell/parse-cell.js";
import { PRELOADED } from "../../../kernel/cell/preloaded.js";
import type { Completion } from "../../../kernel/check/checker.js";
import { isSelfEvident } from "../../../kernel/check/shortcuts/self-evident.js";
import { createChecker, type TypescriptChecker } from "../../../kernel/check/typescript-checker.js";

let cwd: string;
let checker: TypescriptChecker;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "preplab notebook é "));
  writeFileSync(
    join(cwd, "point.ts"),
    "export interface Point { x: number }\nexport const one = 1;",
  );
  writeFileSync(join(cwd, "data.json"), '{ "rows": [1, 2] }');
  mkdirSync(join(cwd, "node_modules/untyped"), { recursive: true });
  writeFileSync(
    join(cwd, "node_modules/untyped/package.json"),
    '{ "name": "untyped", "main": "m.cjs" }',
  );
  writeFileSync(join(cwd, "node_modules/untyped/m.cjs"), "module.exports = 1");
  chmodSync(cwd, 0o555);
  checker = createChecker({ cwd, signatureWaitMs: 10_000 });
});
afterAll(() => {
  checker.dispose();
  chmodSync(cwd, 0o755);
  rmSync(cwd, { recursive: true });
});
beforeEach(() => checker.reset());

/** what is wrong with a cell: number and place of each error */
async function errors(code: string): Promise<string[]> {
  const found = await checker.check(parseCell(code));
  return (found ?? []).map(({ code: number, start, end }) => `${number} ${code.slice(start, end)}`);
}
async function run(...cells: string[]): Promise<void> {
  for (const code of cells) {
    expect(await errors(code)).toEqual([]);
    checker.commit(parseCell(code));
  }
}
async function texts(code: string, offset = code.length): Promise<string[]> {
  return (await checker.complete(code, offset)).items.map(({ text }) => text);
}
async function item(code: string, wanted: string): Promise<Completion | undefined> {
  return (await checker.complete(code, code.length)).items.find(({ text }) => text === wanted);
}

describe("check", () => {
  test("finds errors at their UTF-16 offsets on any line", async () => {
    expect(await errors('const a = 1;\r\nconst s: string = ("😀", a);')).toEqual(["2322 s"]);
  });

  test("knows variables, functions, classes and types of earlier cells", async () => {
    await run(
      "let n = 1; var v: string | undefined; function f(a: number) { return a }",
      "class P<T> { constructor(readonly v: T) {} } interface I { a: 1 } type U<T> = T[]; enum E { A } namespace N { export const q = 1 }",
      "n = 2; n++; v = 's'; const p: P<number> = new P(f(n)); const i: I = { a: 1 }; const u: U<E> = [E.A]; N.q; class Q extends P<I> {}",
    );
    expect(await errors("n = 'x'")).toEqual(["2322 n"]);
    expect(await errors("f('x'); p.v.length; const j: I = { a: 2 }; E.B")).toEqual([
      "2345 'x'",
      "2339 length",
      "2322 a",
      "2339 B",
    ]);
  });

  test("forbids assigning to what an earlier cell declared constant", async () => {
    await run("const c = 1; function f() {} class C {}");
    const found = await checker.check(parseCell("c = 2; f = 3; C = 4"));
    expect(found?.map(({ message }) => message)).toEqual([
      "Cannot assign to 'c' because it is a constant.",
      "Cannot assign to 'f' because it is a function.",
      "Cannot assign to 'C' because it is a class.",
    ]);
  });

  test("takes the newest declaration of a name, and cells that used the old one keep it", async () => {
    await run(
      "class A { old = 1 }",
      "const a = new A()",
      "class A { fresh = 1 }",
      "a.old; new A().fresh",
    );
    expect(await errors("a.fresh; new A().old")).toEqual(["2339 fresh", "2339 old"]);
  });

  test("never reports an error of another cell", async () => {
    checker.commit(parseCell("const wrong: string = 1; undefinedName; export const ok = 1"));
    expect(await errors("ok + 1; wrong.length")).toEqual([]);
  });

  test("forgets all cells on reset", async () => {
    await run("const gone = 1");
    checker.reset();
    expect(await errors("gone")).toEqual(["2304 gone"]);
  });

  test("knows the preloaded tf, which a cell may redeclare", async () => {
    expect(await errors("tf.tensor1d([1]).noSuch")).toEqual(["2339 noSuch"]);
    await run("const t: number[][] = tf.tensor2d([[1]]).arraySync()", "const tf = 'mine'");
    expect(await errors("tf.length; tf.noSuch; t.noSuch")).toEqual(["2339 noSuch", "2339 noSuch"]);
  });

  test("lets models take plain values once the library is mentioned", async () => {
    await run(
      "const net = models.prepend(layers.hashing({ numBins: 3 }), tf.sequential())",
      "net.predict(['a', 'b'], { batchSize: 1 }); await net.fit([['a']], [1])",
      "const [[xs], [, ys]] = await datasets.cifar10(); net.evaluate(xs.slice(0, 2), ys)",
    );
    expect(await errors("net.predict(() => 1)")).toEqual(["2769 () => 1"]);
  });
  test.each(PRELOADED.map(({ name }) => name))(
    "lets a cell declare %s anew in every way",
    async (name) => {
      const kinds = [
        [`const ${name} = 1;`, `${name} + 1`],
        [`function ${name}(a: number) { return a }`, `${name}(1)`],
        [`class ${name} { n = 1 }`, `new ${name}().n`],
        [`enum ${name} { A }`, `${name}.A`],
        [`namespace ${name} { export const n = 1 }`, `${name}.n`],
        [`import { sep as ${name} } from "node:path";`, `${name}.length`],
      ] as const;
      for (const [declaration, use] of kinds) {
        checker.reset();
        await run(`${declaration} const here: number = ${use};`);
        await run(`const later: number = ${use};`);
      }
    },
  );

  test("resolves tfjs for a folder that has none, as the same types as the preloaded ones", async () => {
    expect(
      await errors('import * as mine from "@tensorflow/tfjs"; const t: mine.Tensor = tf.scalar(1)'),
    ).toEqual([]);
  });

  test("leaves static imports to later cells, types included", async () => {
    await run(
      'import { readFileSync, type Stats } from "node:fs"; import * as path from "node:path"',
    );
    expect(await errors("let s: Stats | undefined; path.join('a'); readFileSync()")).toEqual([
      "2554 readFileSync",
    ]);
  });

  test("resolves relative imports from the notebook's folder, with or without an ending", async () => {
    await run('import { one, type Point } from "./point"');
    expect(await errors("const p: Point = { x: one, y: 1 }")).toEqual(["2353 y"]);
    expect(
      await errors('import { two } from "./point.ts"; import { one } from "./point.js"'),
    ).toEqual(["2305 two"]);
    expect(
      await errors('import d from "./data.json" with { type: "json" }; d.rows[0]!.length'),
    ).toEqual(["2339 length"]);
    expect(await errors('import "./nowhere"; import x from "./nowhere"')).toContain(
      '2307 "./nowhere"',
    );
  });

  test("knows node, import.meta and the names of CommonJS, and no DOM", async () => {
    await run(
      "console.log(process.pid, Buffer.from('a'), await fetch('http://x'), setTimeout, structuredClone)",
      "require('node:fs').existsSync(__dirname + __filename); import.meta.url; import.meta.dirname",
    );
    expect(await errors("document")).toEqual(["2584 document"]);
  });

  test("accepts top-level await, using, decorators and exports", async () => {
    await run(
      "const dec = (value: unknown, context: unknown) => {}; @dec class D {}",
      "using u = { [Symbol.dispose]() {} }; for await (const x of [1]) x; await 1",
      "export const e = 1; export { e as f }; export default function g() {}; export type T = string",
      "const h: T = String(e); g()",
    );
  });

  test("passes over errors that make no sense in a notebook", async () => {
    await run(
      "1, 2; 'a' || 'b'",
      'import * as u from "untyped"',
      "let later; let list = []; list.push(1)",
      "const first = (x) => x; function rest(...all) { return all }; const pick = ({ a }) => a",
    );
    await run("later = 5; list.push('a')");
  });

  test("makes global augmentations known to later cells", async () => {
    await run("declare global { interface Array<T> { second(): T } }");
    expect(await errors("[1].second().noSuch")).toEqual(["2339 noSuch"]);
  });

  test("names no virtual file in a message", async () => {
    await run("class A { private a = 1 }", "let a = new A()");
    const found = await checker.check(
      parseCell("class A { private a = 1 }; a = new A(); tf.noSuch"),
    );
    const text = found?.map(({ message }) => message).join("\n");
    expect(text).toContain("is not assignable to type 'A'");
    expect(text).toContain("@tensorflow/tfjs");
    expect(text).not.toMatch(/preplab-|node_modules/);
  });

  test("goes on with all cells after the server died", async () => {
    await run("const kept = 1");
    process.kill(checker.pid()!, "SIGKILL");
    await errors("kept");
    expect(await errors("kept.noSuch")).toEqual(["2339 noSuch"]);
  });

  test("finds the same when a check was begun ahead", async () => {
    checker.commit(parseCell("let n = 1"));
    checker.checkAhead(parseCell("n = 'x'"));
    expect(await errors("n = 'x'")).toEqual(["2322 n"]);
    checker.checkAhead(parseCell("n = 'x'"));
    expect(await errors("n = 2")).toEqual([]);
  });

  test("begins anew when a cell or a file changed after a check was begun ahead", async () => {
    checker.commit(parseCell("let n = 1"));
    checker.checkAhead(parseCell("n = 'x'"));
    checker.commit(parseCell("let n = 'a string now'"));
    expect(await errors("n = 'x'")).toEqual([]);
    const path = join(cwd, "point.ts");
    const before = readFileSync(path, "utf8");
    checker.checkAhead(parseCell('import { added } from "./point"'));
    writeFileSync(path, `${before}\nexport const added = 1;`);
    expect(await errors('import { added } from "./point"')).toEqual([]);
    writeFileSync(path, before);
    expect(await errors('import { added } from "./point"')).toEqual(["2305 added"]);
  });

  test("knows a name at once, however many cells were committed without a pause", async () => {
    for (let n = 0; n < 5; n++) {
      checker.commit(parseCell(`const step${n} = { at${n}: ${n === 0 ? 0 : `step${n - 1}`} }`));
      expect(await errors(`step${n}.at${n}; step${n}.missing`)).toEqual(["2339 missing"]);
    }
    expect(await texts("step4.at4.at3.")).toEqual(["at2"]);
  });

  test.each(["let a = 5, b = -a * 2; b < a", "const s = 'x' + 1; s", "let n = null; 10n * 3n"])(
    "agrees that %s is plainly well typed",
    async (code) => {
      expect(isSelfEvident(parseCell(code))).toBe(true);
      expect(await errors(code)).toEqual([]);
    },
  );

  test("puts more cells than there were slots into one session", async () => {
    for (let n = 0; n < 30; n++) checker.commit(parseCell(`const cell${n} = ${n}`));
    expect(await errors("cell0 + cell15 + cell29; cell29.noSuch")).toEqual(["2339 noSuch"]);
  });
});

describe("complete", () => {
  test("gives members that begin with the prefix, with a signature", async () => {
    const list = await checker.complete("const q = [1, 2]; q.ma", 22);
    expect(list).toEqual({
      start: 20,
      end: 22,
      items: [
        {
          text: "map",
          type: "function",
          signature:
            "(method) Array<number>.map<U>(callbackfn: (value: number, index: number, array: number[]) => U, thisArg?: any): U[]",
        },
      ],
    });
  });

  test("replaces the whole identifier around the cursor", async () => {
    expect(await checker.complete("conso.log", 3)).toMatchObject({ start: 0, end: 5 });
  });

  test("knows names and members of earlier cells", async () => {
    await run("const figures = { rows: 1, columns: 2 }; class Model {}");
    expect(await texts("figur")).toEqual(["figures"]);
    expect(await texts("1;\nnew Mod")).toEqual(["Model"]);
    expect(await texts("figures.")).toEqual(["columns", "rows"]);
    expect(await item("Mod", "Model")).toEqual({
      text: "Model",
      type: "class",
      signature: "class Model",
    });
  });

  test("prefers the name that the cell itself declares, also when it cannot be parsed yet", async () => {
    await run("const data = { old: 1 }");
    expect(await texts("const data = { fresh: 1 };\nif (data.")).toEqual(["fresh"]);
    expect(await texts("const { data } = { data: { deep: 1 } };\nfoo(data.")).toEqual(["deep"]);
  });

  test("works in the middle of broken code", async () => {
    expect(await texts("if (true) { const z = { yy: 1 }; f(z.")).toEqual(["yy"]);
    expect(await texts("`$" + "{'a'.toUp")).toEqual(["toUpperCase"]);
  });

  test("offers preloaded names before they were used", async () => {
    expect(await texts("laye")).toEqual(["layers"]);
    expect(await texts("disp")).toEqual(["display"]);
    expect(await texts("process.laye")).toEqual([]);
  });

  test("gives members of tf with the prefix only", async () => {
    const found = await texts("tf.tensor2");
    expect(found).toEqual(["tensor2d"]);
    expect((await item("tf.tensor2", "tensor2d"))?.type).toBe("function");
  });

  test("offers members of what may be undefined behind a question mark", async () => {
    await run("let maybe: { only: 1 } | undefined");
    const list = await checker.complete("maybe.on", 8);
    expect(list).toMatchObject({ start: 5, end: 8, items: [{ text: "?.only" }] });
  });

  test("puts what is deprecated last", async () => {
    await run("/** @deprecated */ function takeA() {} function takeB() {} function takeC() {}");
    expect(await texts("take")).toEqual(["takeB", "takeC", "takeA"]);
  });

  test("completes the keys of an options argument", async () => {
    expect(await texts("layers.randomRotation({ fill")).toEqual(["fillMode", "fillValue"]);
    expect(await texts("layers.randomRotation({ fillMode: '")).toContain("reflect");
  });

  test("completes names imported from a module, whose end is already there", async () => {
    const code = 'import { existsS } from "node:fs"';
    expect(await texts(code, 16)).toEqual(["existsSync"]);
  });

  test("completes module names and relative paths", async () => {
    expect(await texts("import { x } from 'node:f")).toEqual(["node:fs", "node:fs/promises"]);
    expect(await texts("import { x } from './poi")).toEqual(["point"]);
  });

  test("counts offsets in UTF-16 units", async () => {
    expect(await checker.complete("'😀'; conso", 11)).toMatchObject({ start: 6, end: 11 });
  });

  test("gives nothing inside a comment and shows none of its own names", async () => {
    expect(await texts("// conso")).toEqual([]);
    expect((await texts("")).filter((text) => text.includes("preplab"))).toEqual([]);
  });

  test("a burst of completions beside a check is answered in full", async () => {
    const [found, ...lists] = await Promise.all([
      errors("const s: string = 1"),
      ...["Mat", "JSO", "Refl", "Mat", "Prox"].map((code) => texts(code)),
    ]);
    expect(found).toEqual(["2322 s"]);
    expect(lists).toEqual([["Math"], ["JSON"], ["Reflect"], ["Math"], ["Proxy"]]);
  });
});

describe("hover", () => {
  test("gives signature and documentation as markdown", async () => {
    const code = "/** Adds **one**. */\nfunction inc(n: number) { return n + 1 }";
    await run(code);
    expect(await checker.hover("inc", 1)).toEqual({
      signature: "function inc(n: number): number",
      documentation: "Adds **one**.",
    });
  });

  test("finds the name before the cursor and the call around it", async () => {
    await run("const half = (n: number) => n / 2");
    const signature = "const half: (n: number) => number";
    expect(await checker.hover("half", 4)).toMatchObject({ signature });
    const call = { signature: "half(n: number): number", bold: { start: 5, end: 14 } };
    expect(await checker.hover("half(", 5)).toMatchObject(call);
    expect(await checker.hover("half(1", 6)).toMatchObject(call);
  });

  test("shows all overloads of a call, the fitting one first with its parameter in bold", async () => {
    await run(
      `/**
 * Takes either.
 * @param text what to take
 */
function take(text: string): void;
/** @param count how many @param from where to begin */
function take(count: number, from: number): void;
function take(...all: unknown[]) {}`,
    );
    const found = await checker.hover("take(1, ", 8);
    expect(found?.signature.split("\n")).toEqual([
      "take(count: number, from: number): void",
      "take(text: string): void",
    ]);
    const { start, end } = found!.bold!;
    expect(found!.signature.slice(start, end)).toBe("from: number");
    expect(found!.documentation).toBe("**`from`** — where to begin");
    expect((await checker.hover("take('", 6))?.documentation).toContain("Takes either.");
  });

  test("explains a factory by where it comes from, or by what it makes", async () => {
    const { documentation: dense } = (await checker.hover("layers.dense(", 13))!;
    expect(dense).toMatch(/^Creates a dense/);
    await run("class Made {} const make = () => new Made()");
    expect((await checker.hover("make", 1))?.documentation).toBe("");
    const { documentation } = (await checker.hover("layers.randomRotation(", 22))!;
    expect(documentation).toMatch(/^Turns each image/);
    expect((await checker.hover("layers.randomRotation", 21))?.documentation).toBe(documentation);
  });

  test("heads the sections of a comment and leaves out the tags of tools", async () => {
    await run(`/**
 * Adds.
 * @internal
 * @param a the first
 * @returns the sum
 * @deprecated use \`+\`
 * @example
 * add(1, 2) // 3
 */
function add(a: number, b: number) { return a + b }`);
    expect((await checker.hover("add", 1))?.documentation).toBe(
      [
        "**Deprecated** — use `+`",
        "Adds.",
        "**Parameters**\n\n- `a` — the first",
        "**Returns** — the sum",
        "**Example**\n\n```typescript\nadd(1, 2) // 3\n```",
      ].join("\n\n"),
    );
  });

  test.each(["return 1", "12 + 3", "const x = 1", "'text'"])(
    "finds nothing on the first word of %s",
    async (code) => expect(await checker.hover(code, 1)).toBeUndefined(),
  );

  test("keeps the documentation of a variable of an earlier cell", async () => {
    await run("/** How many. */\nlet count = 1");
    expect(await checker.hover("count", 0)).toEqual({
      signature: "let count: number",
      documentation: "How many.",
    });
  });

  test("finds nothing on white space and for unknown names", async () => {
    expect(await checker.hover("   ", 1)).toBeUndefined();
    expect(await checker.hover("nothingHere", 2)).toBeUndefined();
  });
});

test("nothing is written into the notebook's folder", () => {
  expect(readdirSync(cwd).sort()).toEqual(["data.json", "node_modules", "point.ts"]);
});
