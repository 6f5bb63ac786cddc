import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { transformSync } from "@swc/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DebuggedCells, startDebuggedCells } from "./debugged-cells.js";
import { LINES } from "./marked-cells.js";

let debugged: DebuggedCells;

beforeEach(async () => {
  debugged = startDebuggedCells();
  await debugged.attach();
});

afterEach(() => debugged.cells.dispose());

describe("breakpoints", () => {
  test("a typed cell stops on the line of its TypeScript", async () => {
    const code = "interface P {\n  x: number;\n}\nconst p: P = { x: 1 };\nconst y = p.x + 1;\ny";
    expect(await debugged.breakAt(code, 5)).toEqual([5]);
    const { outcome } = await debugged.runToStop(code);
    expect(await debugged.where()).toBe("Cell [1]:5");
    expect(await debugged.variables("Globals")).toEqual({ p: "{ x: 1 }" });
    await debugged.request("continue");
    expect((await outcome).result?.data["text/plain"]).toBe("2");
  });

  test("one asked for on a line without code moves to the next that has some", async () => {
    expect(await debugged.breakAt("\n\n// a remark\nlet a = 1;\n\na;", 1, 5)).toEqual([4, 6]);
    await debugged.runToStop("\n\n// a remark\nlet a = 1;\n\na;");
    expect(await debugged.where()).toBe("Cell [1]:4");
    expect(await debugged.goToStop("continue")).toBe("Cell [1]:6");
  });

  test("set in a cell that ran, it stops in the functions that the cell declared", async () => {
    const code = "function half(x: number): number {\n  const y = x / 2;\n  return y;\n}";
    await debugged.cells.run(code);
    await debugged.breakAt(code, 3);
    const { outcome } = await debugged.runToStop("half(8)");
    expect(await debugged.where()).toBe("half:3 < Cell [2]:1");
    expect(await debugged.variables("Locals")).toEqual({ x: "8", y: "4" });
    await debugged.request("continue");
    expect((await outcome).result?.data["text/plain"]).toBe("4");
  });

  test("a cell stops again when it runs again, and no more once the breakpoint is gone", async () => {
    const code = "let twice: number = 2;\ntwice;";
    await debugged.breakAt(code, 2);
    for (const _ of [1, 2]) {
      const { outcome } = await debugged.runToStop(code);
      await debugged.request("continue");
      await outcome;
    }
    await debugged.breakAt(code);
    expect((await debugged.cells.run(code)).error).toBeUndefined();
  });

  test("code after an await and in callbacks is stopped in", async () => {
    const code =
      "const one: number = await Promise.resolve(1);\nconst two = one + 1;\n" +
      "await new Promise<void>((done) => setTimeout(() => {\n  done();\n}));\ntwo";
    await debugged.breakAt(code, 2, 4);
    const { outcome } = await debugged.runToStop(code);
    expect(await debugged.where()).toBe("Cell [1]:2");
    expect(await debugged.goToStop("continue")).toBe("(anonymous):4");
    await debugged.request("continue");
    expect((await outcome).result?.data["text/plain"]).toBe("2");
  });

  test.each(Object.entries(LINES))("%s stops on every line that can have one", async (_, cell) => {
    const { code, lines } = cell;
    const all = code.split("\n").map((_line, index) => index + 1);
    expect(new Set(await debugged.breakAt(code, ...all))).toEqual(new Set(lines));
    const stops = new Set<number>();
    const outcome = debugged.cells.run(code);
    for (let isDone = false; !isDone; ) {
      const stopped = debugged.event("stopped").then(() => false);
      isDone = await Promise.race([stopped, outcome.then(() => true)]);
      const [frame] = await debugged.frames();
      if (frame === undefined) continue;
      stops.add(frame.line);
      await debugged.request("continue");
    }
    expect([...stops].sort((a, b) => a - b)).toEqual(lines);
  });

  test("a condition in TypeScript is heeded", async () => {
    const code = "for (let i = 0; i < 5; i++) {\n  Math.abs(i);\n}";
    const { sourcePath } = await debugged.request("dumpCell", { code });
    await debugged.request("setBreakpoints", {
      source: { path: sourcePath },
      breakpoints: [{ line: 2, condition: "(i as number) === 3" }],
    });
    await debugged.runToStop(code);
    expect(await debugged.variables("Locals")).toEqual({ i: "3" });
  });

  test("a file that a cell imports is stopped in, and listed among the modules", async () => {
    const path = join(debugged.cells.folder, "local.mjs");
    writeFileSync(path, "export function third(x) {\n  const y = x / 3;\n  return y;\n}\n");
    await debugged.request("setBreakpoints", { source: { path }, breakpoints: [{ line: 3 }] });
    const { outcome } = await debugged.runToStop(
      'import { third } from "./local.mjs";\nconst one: number = third(3);\none',
    );
    expect(await debugged.where()).toBe("third:3 < Cell [1]:2");
    expect(await debugged.request("modules")).toMatchObject({
      modules: [{ name: "local.mjs", path }],
    });
    expect(await debugged.request("source", { source: { path } })).toMatchObject({
      content: expect.stringContaining("third"),
    });
    await debugged.request("continue");
    expect((await outcome).result?.data["text/plain"]).toBe("1");
  });

  test("a compiled file is stopped in on the lines of its source", async () => {
    const path = join(debugged.cells.folder, "compiled.mjs");
    const source = "interface A {\n  x: number;\n}\nexport function get(a: A) {\n  return a.x;\n}";
    const jsc = { parser: { syntax: "typescript" }, target: "es2022" } as const;
    writeFileSync(path, transformSync(source, { jsc, sourceMaps: "inline" }).code);
    await debugged.request("setBreakpoints", { source: { path }, breakpoints: [{ line: 5 }] });
    await debugged.cells.run('import { get } from "./compiled.mjs";');
    await debugged.runToStop("get({ x: 1 })");
    expect(await debugged.where()).toBe("get:5 < Cell [2]:1");
  });

  test("a debugger statement stops", async () => {
    const { outcome } = await debugged.runToStop("let a: number = 1;\ndebugger;\na");
    expect(await debugged.where()).toBe("Cell [1]:2");
    await debugged.request("continue");
    expect((await outcome).result?.data["text/plain"]).toBe("1");
  });
});

describe("steps", () => {
  test("into, over and out show nothing but the cells", async () => {
    await debugged.cells.run("function inner(x: number): number {\n  return x + 1;\n}");
    const code =
      "const xs: number[] = [1];\nconsole.log(xs);\nconst ys = xs.map((x) =>\n  inner(x)\n);\nys";
    await debugged.breakAt(code, 1);
    await debugged.runToStop(code);
    expect(await debugged.goToStop("next")).toBe("Cell [2]:2");
    expect(await debugged.goToStop("stepIn")).toBe("Cell [2]:3");
    expect(await debugged.goToStop("stepIn")).toBe("(anonymous):4 < Cell [2]:3");
    expect(await debugged.goToStop("stepIn")).toBe("inner:2 < (anonymous):4 < Cell [2]:3");
    expect(await debugged.goToStop("stepOut")).toBe("(anonymous):4 < Cell [2]:3");
  });

  test("over the last statement ends the cell, and the next one runs through", async () => {
    const { outcome } = await debugged.runToStop("debugger;\nlet last: number = 1;");
    expect(await debugged.goToStop("next")).toBe("Cell [1]:2");
    await debugged.request("next");
    expect((await outcome).error).toBeUndefined();
    expect(await debugged.cells.value("last + 1")).toBe("2");
    expect(debugged.unread).not.toContain("stopped");
  });

  test("over an await goes on below it", async () => {
    const code = "debugger;\nawait new Promise((done) => setTimeout(done, 5));\nlet after = 1;";
    const { outcome } = await debugged.runToStop(code);
    expect(await debugged.goToStop("next")).toBe("Cell [1]:2");
    expect(await debugged.goToStop("next")).toBe("Cell [1]:3");
    await debugged.request("continue");
    await outcome;
  });

  test("into code of the library goes past it", async () => {
    await debugged.runToStop("debugger;\nconst t = tf.zeros([2]);\nt.shape");
    expect(await debugged.goToStop("next")).toBe("Cell [1]:2");
    expect(await debugged.goToStop("stepIn")).toBe("Cell [1]:3");
  });

  test("a pause stops an endless loop, and a cell that starts later", async () => {
    const outcome = debugged.cells.runUntil(
      "console.log('begun');\nlet turns = 0;\nwhile (true) turns++;",
      "begun",
      () => void debugged.request("pause"),
    );
    expect(await debugged.event("stopped")).toMatchObject({ reason: "pause", threadId: 1 });
    expect(await debugged.where()).toMatch(/^Cell \[1\]:[23]$/);
    await debugged.request("continue");
    debugged.cells.interrupt();
    await outcome;
    await debugged.request("pause");
    await debugged.runToStop("const later: number = 1;\nlater");
    expect(await debugged.where()).toBe("Cell [2]:1");
  });
});

describe("exceptions", () => {
  const caught = "try {\n  null!.x;\n} catch {}\n'caught'";
  const thrown = "function fail(): never {\n  throw new RangeError('too far');\n}\nfail();";

  test("stop nothing unless asked to", async () => {
    expect((await debugged.cells.run(thrown)).error?.message).toBe("too far");
    expect(debugged.unread).toEqual([]);
  });

  test("of all kinds stop when all are asked for", async () => {
    await debugged.request("setExceptionBreakpoints", { filters: ["all"] });
    await debugged.runToStop(caught);
    expect(await debugged.where()).toBe("Cell [1]:2");
  });

  test("that nothing catches stop where they are thrown", async () => {
    await debugged.request("setExceptionBreakpoints", { filters: ["uncaught"] });
    expect(await debugged.cells.value(caught)).toBe("'caught'");
    const outcome = debugged.cells.run(thrown);
    const stopped = await debugged.event("stopped");
    expect(stopped).toMatchObject({ reason: "exception" });
    expect(stopped.text).toMatch(/^RangeError: too far/);
    expect(await debugged.where()).toBe("fail:2 < Cell [2]:4");
    await debugged.request("continue");
    expect((await outcome).error?.name).toBe("RangeError");
  });

  test("of async functions are caught by whoever awaits them in a try", async () => {
    await debugged.request("setExceptionBreakpoints", { filters: ["uncaught"] });
    const late =
      "async function late(): Promise<void> {\n  await 1;\n  throw new Error('late');\n}\n";
    expect(await debugged.cells.value(`${late}try { await late(); } catch {}\n'caught'`)).toBe(
      "'caught'",
    );
    expect(await debugged.cells.value("await late().catch(() => 'caught')")).toBe("'caught'");
    const { outcome } = await debugged.runToStop("await late();");
    expect(await debugged.where()).toBe("late:3");
    await debugged.request("continue");
    expect((await outcome).error?.message).toBe("late");
  });
});

describe("variables", () => {
  test("of a function, of what encloses it and of the cells are apart", async () => {
    await debugged.runToStop(
      "const seen: number[] = [];\nfunction outer(a: number) {\n  const kept = a + 1;\n" +
        "  return (b: string) => {\n    for (const c of [b]) {\n      debugger;\n" +
        "      seen.push(kept + c.length);\n    }\n  };\n}\nouter(1)('x');",
    );
    expect(await debugged.variables("Locals")).toEqual({ b: "'x'", c: "'x'" });
    expect(await debugged.variables("Closure")).toEqual({ kept: "2" });
    expect(Object.keys(await debugged.variables("Globals"))).toEqual(["seen", "outer"]);
    expect(await debugged.variables("Locals", 1)).toEqual({});
  });

  test("are short, and open up into what they hold", async () => {
    await debugged.cells.run(
      "class Point { constructor(public x: number, public y: number) {} get r() { return 1; } }\n" +
        "const point = new Point(1, 2);\nconst map = new Map([['k', { deep: [1] }]]);\n" +
        "const many = new Float32Array(1e6);\nconst rows = tf.zeros([2, 3]);\n" +
        "const looked = layers.stringLookup({ vocabulary: ['a', 'b'] });\n" +
        "const trap = new Proxy({}, { ownKeys: () => { throw new Error('no'); } });\n" +
        "const text = 'long '.repeat(1000);\nlet lines: string = 'a\\nb';",
    );
    const { variables } = (await debugged.request("inspectVariables")) as {
      variables: { name: string; value: string; variablesReference: number }[];
    };
    const find = (name: string) => variables.find((one) => one.name === name);
    expect(find("point")?.value).toBe("Point { x: 1, y: 2 }");
    expect(find("rows")?.value).toBe("Tensor float32 [2, 3]");
    expect(find("looked")?.value).toBe("StringLookup: 3 tokens (1 OOV), vocabulary given");
    expect(find("lines")?.value).toBe("'a\\nb'");
    expect(find("text")?.value.length).toBeLessThan(300);
    expect(find("trap")?.variablesReference).toBe(0);
    expect(find("tf")).toBeUndefined();
    const inside = async (name: string) => {
      const variablesReference = find(name)?.variablesReference;
      const reply = await debugged.request("variables", { variablesReference });
      return (reply.variables as { name: string; value: string }[]).map(
        (one) => `${one.name}=${one.value}`,
      );
    };
    expect(await inside("point")).toEqual(["x=1", "y=2"]);
    expect(await inside("map")).toEqual(["'k'={ deep: [ 1 ] }"]);
    const shown = await inside("many");
    expect([shown.length, shown.at(-1)]).toEqual([101, "…=999900 more"]);
  });

  test("are listed while a loop runs", async () => {
    let listed: unknown;
    const outcome = debugged.cells.runUntil(
      "var turns = 0;\nconsole.log('begun');\nwhile (true) turns++;",
      "begun",
      async () => {
        listed = await debugged.request("inspectVariables");
        debugged.cells.interrupt();
      },
    );
    await outcome;
    expect(listed).toMatchObject({ variables: [{ name: "turns" }] });
  });

  test("can be set, in a frame and inside of an object", async () => {
    const { outcome } = await debugged.runToStop(
      "function f(n: number) {\n  const o = { k: 1 };\n  debugger;\n  return n + o.k;\n}\nf(1)",
    );
    const [frame] = await debugged.frames();
    const { scopes } = await debugged.request("scopes", { frameId: frame?.id });
    const locals = (scopes as { variablesReference: number }[])[0]?.variablesReference;
    const set = { variablesReference: locals, name: "n", value: "(10 as number)" };
    expect(await debugged.request("setVariable", set)).toMatchObject({ value: "10" });
    const o = (await debugged.listing("Locals")).find(({ name }) => name === "o");
    const inner = { variablesReference: o?.variablesReference, name: "k", value: "n * 10" };
    expect(await debugged.request("setVariable", inner)).toMatchObject({ value: "100" });
    await debugged.request("continue");
    expect((await outcome).result?.data["text/plain"]).toBe("110");
  });

  test("an expression in TypeScript has its value in the frame, or says what it throws", async () => {
    await debugged.runToStop("function f(n: number) {\n  debugger;\n}\nf(20)");
    const [frame] = await debugged.frames();
    const evaluate = (expression: string) =>
      debugged.request("evaluate", { expression, frameId: frame?.id, context: "repl" });
    expect(await evaluate("const m: number = n * 2; m + 1")).toMatchObject({ result: "41" });
    expect(await evaluate("{ half: n / 2 }")).toMatchObject({ result: "{ half: 10 }" });
    await expect(evaluate("missing.x")).rejects.toThrow("missing is not defined");
    await expect(evaluate("1 +")).rejects.toThrow();
  });

  test("without a stop an expression may await", async () => {
    await debugged.cells.run("const waited = Promise.resolve(5)");
    expect(await debugged.request("evaluate", { expression: "await waited" })).toMatchObject({
      result: "5",
    });
  });

  test("are rendered as the result of a cell is, also where code is stopped", async () => {
    await debugged.cells.run("const table = tf.tensor2d([[1, 2]])");
    const idle = await debugged.request("richInspectVariables", { variableName: "table" });
    const { outcome } = await debugged.runToStop("debugger;");
    const [frame] = await debugged.frames();
    const stopped = await debugged.request("richInspectVariables", {
      variableName: "table",
      frameId: frame?.id,
    });
    expect(stopped).toEqual(idle);
    expect(stopped).toMatchObject({
      data: { "text/html": expect.stringContaining("Tensor float32 [1, 2]") },
    });
    await debugged.request("continue");
    await outcome;
  });

  test("are copied from a frame to where cells see them", async () => {
    const { outcome } = await debugged.runToStop(
      "(function (inner: number) {\n  debugger;\n})(7);",
    );
    const [frame] = await debugged.frames();
    await debugged.request("copyToGlobals", {
      srcVariableName: "inner",
      dstVariableName: "inner",
      srcFrameId: frame?.id,
    });
    await debugged.request("continue");
    await outcome;
    expect(await debugged.cells.value("inner + 1")).toBe("8");
  });
});

describe("the end of a stop", () => {
  test("an interrupt ends the cell and keeps the variables", async () => {
    const { outcome } = await debugged.runToStop("let kept: number = 1;\ndebugger;\nkept = 2;");
    debugged.cells.interrupt();
    expect((await outcome).error?.name).toBe("Interrupted");
    await debugged.event("continued");
    expect(await debugged.cells.value("kept")).toBe("1");
  });

  test("an interrupt ends a cell that is stopped after an await", async () => {
    const { outcome } = await debugged.runToStop("await 1;\ndebugger;\nwhile (true) {}");
    debugged.cells.interrupt();
    expect((await outcome).error?.name).toBe("Interrupted");
    expect(await debugged.cells.value("1 + 1")).toBe("2");
  });

  test("an evaluation that never would is ended, and then an interrupt is heard", async () => {
    const { outcome } = await debugged.runToStop("debugger;\n'ran'");
    const evaluated = debugged.request("evaluate", { expression: "while (true) {}" });
    evaluated.catch(() => {});
    await pause(100);
    debugged.cells.interrupt();
    await expect(evaluated).rejects.toThrow("the expression was ended after 5 s");
    expect((await outcome).error?.name).toBe("Interrupted");
    expect(await debugged.cells.value("1 + 1")).toBe("2");
  });

  test("a front end that leaves lets the cell run to its end", async () => {
    const { outcome } = await debugged.runToStop("debugger;\ndebugger;\n'ran'");
    await debugged.request("disconnect");
    expect((await outcome).result?.data["text/plain"]).toBe("'ran'");
    expect(await debugged.cells.value("debugger; 2")).toBe("2");
    expect(await debugged.request("debugInfo")).toMatchObject({
      isStarted: false,
      breakpoints: [],
      stoppedThreads: [],
    });
  });

  test("a process that ends while stopped continues, and the next one has the breakpoints", async () => {
    const code = "process.exit(3);";
    const marked = "let after = 1;\nafter";
    await debugged.breakAt(marked, 2);
    await debugged.breakAt(code, 1);
    const { outcome } = await debugged.runToStop(code);
    await debugged.request("continue");
    expect((await outcome).restarted).toBe(true);
    await debugged.runToStop(marked);
    expect(await debugged.where()).toBe("Cell [2]:2");
  });

  test("terminate ends the cell", async () => {
    const { outcome } = await debugged.runToStop("debugger;\nwhile (true) {}");
    await debugged.request("terminate");
    expect((await outcome).error?.name).toBe("Interrupted");
    await debugged.event("terminated");
  });
});

test("a request that makes no sense is refused with a reason", async () => {
  await expect(debugged.request("fly")).rejects.toThrow('there is no request "fly"');
  await expect(debugged.request("continue")).rejects.toThrow("nothing is stopped");
  await expect(debugged.request("scopes", { frameId: 99 })).rejects.toThrow("frame 99");
  await expect(debugged.request("setBreakpoints", {})).rejects.toThrow("path must be a string");
});
