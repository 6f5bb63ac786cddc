import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningCells, startRunningCells } from "../running-cells.js";

let cells: RunningCells;
beforeAll(() => {
  cells = startRunningCells();
});
afterAll(() => cells.dispose());

const DURATION = String.raw`(?:\d+ min )?[\d.]+ (?:s|ms|µs|ns)`;

/** what is printed of runs and loops that were asked for */
function report(runs: string, loops: string): RegExp {
  return new RegExp(
    `^${DURATION} ± ${DURATION} per loop \\(mean ± std. dev. of ${runs}, ${loops} each\\)\n(?:The slowest.*\n)?$`,
  );
}

describe("%timeit", () => {
  test("prints mean and deviation of seven runs of as many loops as it takes", async () => {
    const { stdout, result, error } = await cells.run("%timeit Math.hypot(3, 4)");
    expect(error).toBeUndefined();
    expect(result).toBeUndefined();
    expect(stdout).toMatch(report("7 runs", "[125][0,]* loops?"));
  });

  test("runs as often as it is told", async () => {
    await cells.run("let calls = 0; let setups = 0;");
    const { stdout } = await cells.run("%timeit -n 10 -r3 calls++");
    expect(stdout).toMatch(report("3 runs", "10 loops"));
    expect((await cells.run("calls")).result).toBe("30");
    const once = await cells.run("%%timeit -r 1 -n1 setups++; const step = 2\ncalls += step\n");
    expect(once.stdout).toMatch(report("1 run", "1 loop"));
    expect((await cells.run("[calls, setups]")).result).toBe("[ 32, 1 ]");
    await cells.run("%%timeit -n 4 -r 2 setups++\ncalls++\ncalls++");
    expect((await cells.run("[calls, setups]")).result).toBe("[ 48, 3 ]");
  });

  test("is quiet when told so", async () => {
    expect((await cells.run("%timeit -q -n 1 -r 1 1 + 1")).stdout).toBe("");
  });

  test("times one line each, and the cell goes on below", async () => {
    const { stdout, result } = await cells.run(
      "// two ways\n%timeit -n 2 -r 1 [1, 2].at(-1)\n%timeit -n 3 -r 1 [1, 2][1]\nconst after = 'on'\nafter",
    );
    expect(stdout.match(/, \d loops each/g)).toEqual([", 2 loops each", ", 3 loops each"]);
    expect(result).toBe("'on'");
  });

  test("takes what is below a line that holds nothing else", async () => {
    await cells.run("let below = 0");
    expect((await cells.run("%timeit -n 2 -r 2\nbelow++\nbelow++")).error).toBeUndefined();
    expect((await cells.run("below")).result).toBe("8");
    expect((await cells.run("%%timeit -n 2 -r 2 below++")).error).toBeUndefined();
    expect((await cells.run("below")).result).toBe("12");
  });

  test("leaves no names, whatever it declares", async () => {
    await cells.run(
      "%%timeit -n 1 -r 1 const a1 = 1; var a2 = 2\nlet a3: number = a1 + a2; var a4 = a3\nfunction a5() {} class A6 {}",
    );
    for (const name of ["a1", "a2", "a3", "a4", "a5", "A6"]) {
      expect((await cells.run(name)).error).toContain("TS2304");
      expect((await cells.run(`%typecheck off\ntypeof ${name}`)).result).toBe("'undefined'");
    }
    expect((await cells.run("const a4 = 'free'; a4")).result).toBe("'free'");
    await cells.run("const kept = 1\nlet var1 = 'mine'");
    await cells.run("%timeit -n 1 -r 1 const kept = 2; var var1 = 'its own'; void [kept, var1]");
    expect((await cells.run("[kept, var1]")).result).toBe("[ 1, 'mine' ]");
  });

  test("waits for what it awaits, and for a promise it makes", async () => {
    await cells.run(`
      let open = 0; let most = 0; let ended = 0;
      async function task() {
        most = Math.max(most, ++open);
        await new Promise((resolve) => setTimeout(resolve, 1));
        open--; ended++;
      }`);
    expect((await cells.run("%timeit -n 5 -r 2 await task()")).stdout).toMatch(
      report("2 runs", "5 loops"),
    );
    expect((await cells.run("[open, most, ended]")).result).toBe("[ 0, 1, 10 ]");
    await cells.run("%timeit -n 5 -r 2 task()");
    expect((await cells.run("[open, most, ended]")).result).toBe("[ 0, 1, 20 ]");
    await cells.run("%%timeit -n 2 -r 2 const first = await Promise.resolve(3)\nmost += first");
    expect((await cells.run("most")).result).toBe("13");
  });

  test("runs the last value's way in full", async () => {
    await cells.run("let asked = 0; const box = { get it() { asked++; return asked } }");
    await cells.run("%timeit -n 3 -r 1 box.it");
    expect((await cells.run("asked")).result).toBe("3");
  });
});

describe("what goes wrong", () => {
  test("types are checked at the places of the cell", async () => {
    await cells.run("let untouched = 0");
    const line = await cells.run("%timeit -n 1 untouched++; const s: string = 1");
    expect(line.error).toContain("TS2322");
    expect(line.traceback).toContain(":1:33\n");
    const below = await cells.run("%%timeit const n = 'a'\nn.nowhere()");
    expect(below.error).toContain("TS2339");
    expect(below.traceback).toContain(":2:3\n");
    expect((await cells.run("untouched")).result).toBe("0");
    expect((await cells.run("%typecheck off\n%timeit -n 1 -r 1 const s: string = 1")).error).toBe(
      undefined,
    );
    expect((await cells.run("%timeit -n 1 -r 1 const s: string = 1")).error).toContain("TS2322");
  });

  test("syntax errors are the cell's, each part being whole by itself", async () => {
    const line = await cells.run("%timeit f(");
    expect(line.error).toMatch(/^SyntaxError/);
    expect(line.traceback).toContain(":1:");
    expect((await cells.run("%timeit } {")).error).toMatch(/^SyntaxError/);
    expect((await cells.run("%%timeit if (true) {\n}")).error).toMatch(/^SyntaxError/);
    expect((await cells.run("%timeit import 'node:fs'")).error).toContain("TS1232");
    expect((await cells.run("%typecheck off\n%timeit import 'node:fs'")).error).toBe(
      "SyntaxError: 'import', and 'export' cannot be used outside of module code",
    );
    expect((await cells.run("%%timeit const f = Math.abs\n(1)")).error).toBe(
      "SyntaxError: The line of %%timeit goes on in the code below. Expected: ; at its end",
    );
    expect((await cells.run("%%timeit -n 1 -r 1 const f = Math.abs;\n(1)")).error).toBe(undefined);
  });

  test("errors while running end it, at the places of the cell", async () => {
    await cells.run("let until = 0");
    const { error, traceback, stdout } = await cells.run(
      '%%timeit -n 5\nif (++until === 3) {\n  throw new Error("third")\n}',
    );
    expect(error).toBe("Error: third");
    expect(traceback).toMatch(/at Cell \[\d+\]:3:9/);
    expect(stdout).toBe("");
    expect((await cells.run("until")).result).toBe("3");
    const line = await cells.run('%timeit await Promise.reject(new RangeError("late"))');
    expect(line.error).toBe("RangeError: late");
  });

  test.each([
    ["%timeit -x 1", "the options are -n LOOPS, -r RUNS and -q. Received: -x 1"],
    ["%timeit -n 0 1", "-n must be a whole number from 1. Received: 0"],
    ["%timeit -r f()", "-r must be a whole number from 1. Received: nothing"],
    ["%timeit", "expected code to be timed. Received: nothing"],
    ["%%timeit -n 5\n\n", "expected code to be timed. Received: nothing"],
  ])("%j is refused", async (code, message) => {
    expect((await cells.run(code)).error).toBe(`MagicError: %timeit: ${message}`);
  });

  test("a loop is stopped like a cell, and the session goes on", async () => {
    await cells.run("const value = 5");
    const busy = await cells.runAndStop(
      "%timeit -n 1 -r 1 console.log('begun'); while (true) Math.random()",
      "begun",
    );
    expect(busy.error).toMatch(/^Interrupted/);
    const many = await cells.runAndStop(
      "%%timeit console.log('begun')\nMath.random()".replace("%%timeit", "%%timeit -r 100000"),
      "begun",
    );
    expect(many.error).toMatch(/^Interrupted/);
    await cells.run("let turns = 0");
    const waiting = await cells.runAndStop(
      "%timeit turns++ === 3 && console.log('begun'); await new Promise((resolve) => setTimeout(resolve, 5))",
      "begun",
    );
    expect(waiting.error).toMatch(/^Interrupted/);
    const { result } = await cells.run(
      "const seen = turns; await new Promise((resolve) => setTimeout(resolve, 50)); turns - seen <= 1",
    );
    expect(result).toBe("true");
    expect((await cells.run("value")).result).toBe("5");
  });
});

describe("tensors", () => {
  const count = async () => Number((await cells.run("tf.memory().numTensors")).result);

  test.each(["x.add(1)", "await x.add(1).data()"])(
    "that %s makes are gone after it",
    async (code) => {
      await cells.run("const x = tf.ones([100, 100])");
      const before = await count();
      expect((await cells.run(`%timeit -r 2 -n 2000 ${code}`)).error).toBeUndefined();
      // the last may still be at hand
      expect((await count()) - before).toBeLessThan(5);
    },
  );

  test("that fill the memory are given back meanwhile", async () => {
    await cells.run("const big = tf.ones([1000, 4000]); let most = 0");
    const { error } = await cells.run(
      "%timeit -r 2 -n 40 big.add(1); most = Math.max(most, tf.memory().numBytes)",
    );
    expect(error).toBeUndefined();
    const [mib] = /\d+/.exec((await cells.run("Math.round(most / 2 ** 20)")).result ?? "") ?? [];
    expect(Number(mib)).toBeLessThan(200);
  });

  test("that the session holds stay, those that it took from a loop too", async () => {
    await cells.run("const shelf: tf.Tensor[] = []; let last = tf.scalar(0)");
    await cells.run("%timeit -n 2 -r 2 last = last.add(1); shelf.push(last)");
    expect((await cells.run("[shelf.length, last.dataSync()[0]]")).result).toBe("[ 4, 4 ]");
    expect((await cells.run("tf.addN(shelf).dataSync()[0]")).result).toBe("10");
  });
});
