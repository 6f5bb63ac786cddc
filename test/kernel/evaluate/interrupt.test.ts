import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(async () => {
  cells = startCells();
  await cells.run("let kept = 'here'");
});
afterAll(() => cells.dispose());

const WASM_LOOP =
  "[0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11]";

test.each([
  ["a loop", "console.log('go'); while (true) {}"],
  [
    "a loop that catches everything",
    "console.log('go'); while (true) { try { while (true) {} } catch {} finally {} }",
  ],
  ["a loop in finally", "console.log('go'); try { throw 1 } finally { while (true) {} }"],
  ["an await that never ends", "console.log('go'); await new Promise(() => {})"],
  ["a loop after an await", "console.log('go'); await 1; while (true) {}"],
  [
    "a loop in a timer",
    "await new Promise((r) => setTimeout(() => { console.log('go'); while (true) {} }, 1))",
  ],
  [
    "an interval of loops",
    "const beat = setInterval(() => { console.log('go'); while (true) {} }, 1);" +
      "setTimeout(() => clearInterval(beat), 100); await new Promise(() => {})",
  ],
  [
    "an await that the garbage collector went over",
    "const { setFlagsFromString } = await import('node:v8'); setFlagsFromString('--expose-gc'); " +
      "const collect = (await import('node:vm')).runInNewContext('gc'); " +
      "setTimeout(() => { collect(); collect(); console.log('go') }, 5); await new Promise(() => {})",
  ],
  [
    "endless microtasks",
    "console.log('go'); const spin = (): Promise<void> => Promise.resolve().then(spin); await spin()",
  ],
  [
    "endless queueMicrotask",
    "console.log('go'); const queue = () => queueMicrotask(queue); queue(); await new Promise(() => {})",
  ],
  [
    "endless nextTick",
    "console.log('go'); const tick = () => process.nextTick(tick); tick(); await new Promise(() => {})",
  ],
  [
    "endless nextTick that goes on before it works",
    "console.log('go'); const again = () => { process.nextTick(again); for (let i = 0; i < 1e7; i++); }; " +
      "again(); await new Promise(() => {})",
  ],
  [
    "endless setImmediate",
    "console.log('go'); let at: NodeJS.Immediate; const next = () => { at = setImmediate(next) }; next();" +
      "setTimeout(() => clearImmediate(at), 200); await new Promise(() => {})",
  ],
  [
    "an async generator",
    "async function* count() { for (let i = 0; ; i++) yield i } console.log('go'); for await (const i of count()) {}",
  ],
  [
    "Atomics.wait",
    "console.log('go'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
  ],
  ["a hopeless regular expression", "console.log('go'); /^(a+)+$/.test('a'.repeat(40) + 'b')"],
  ["Array.from", "console.log('go'); Array.from({ length: 1e9 }, (_, i) => i)"],
  ["a sort", "console.log('go'); for (;;) Array.from({ length: 1e5 }, Math.random).sort()"],
  [
    "WebAssembly",
    `const { instance } = await WebAssembly.instantiate(new Uint8Array(${WASM_LOOP})); ` +
      "console.log('go'); (instance.exports.f as () => void)()",
  ],
  ["code of another context", "console.log('go'); require('node:vm').runInNewContext('for(;;);')"],
  [
    "a module that loops as it loads",
    "require('node:fs').writeFileSync('loop.mjs', \"console.log('go'); for (;;);\"); await import('./loop.mjs')",
  ],
  [
    "a module that never loads",
    "require('node:fs').writeFileSync('wait.mjs', \"console.log('go'); await new Promise(() => {})\"); await import('./wait.mjs')",
  ],
  [
    "a result that is never shown",
    "({ [Symbol.for('nodejs.util.inspect.custom')]() { console.log('go'); for (;;); } })",
  ],
  [
    "a result that waits",
    "({ [Symbol.for('Jupyter.display')]() { console.log('go'); return new Promise(() => {}) } })",
  ],
  [
    "a display that waits",
    "display({ [Symbol.for('Jupyter.display')]: () => new Promise(() => {}) });" +
      "setTimeout(() => require('node:fs').writeSync(1, 'go\\n'), 5)",
  ],
  ["a thenable that never calls back", "console.log('go'); ({ then() {} })"],
  [
    "a cell with a worker",
    "new (await import('node:worker_threads')).Worker('for(;;);', { eval: true });" +
      "console.log('go'); await new Promise(() => {})",
  ],
  ["a flood of lines", "for (;;) console.log('go')"],
  [
    "a handler of process",
    "process.once('exit-not', () => { console.log('go'); for (;;); }); process.emit('exit-not' as 'exit', 0)",
  ],
  ["a child process", "console.log('go'); require('node:child_process').execSync('sleep 20')"],
  [
    "child processes in a loop that catches everything",
    "console.log('go'); for (;;) { try { require('node:child_process').execSync('sleep 20') } catch {} }",
  ],
])("%s is stopped and state is kept", async (_name, code) => {
  const outcome = await cells.runUntil(code, "go", () => cells.interrupt());
  expect(outcome.error?.name).toBe("Interrupted");
  expect(outcome.restarted).toBe(false);
  expect(await cells.value("kept")).toBe("'here'");
});

test("ticks that a cell left behind come to an end, and those of the next are none of them", async () => {
  for (let turn = 0; turn < 10; turn++) {
    const code =
      "{ console.log('go'); const tick = () => process.nextTick(tick); tick(); await new Promise(() => {}) }";
    const outcome = await cells.runUntil(code, "go", () => cells.interrupt());
    expect(outcome.error?.name).toBe("Interrupted");
    expect(await cells.value("kept")).toBe("'here'");
  }
  const long =
    "await new Promise<number>((r) => { let n = 0; const tick = () => (++n < 1000 ? process.nextTick(tick) : r(n)); tick() })";
  expect(await cells.value(long)).toBe("1000");
});

test("a loop in a timer after its cell ended is stopped, too", async () => {
  const spinning = cells.runUntil(
    "setTimeout(() => { console.log('spins'); while (true) {} }, 1)",
    "spins",
    () => cells.interrupt(),
  );
  await spinning;
  const next = cells.runUntil("kept", "spins", () => cells.interrupt());
  expect((await next).result?.data["text/plain"]).toBe("'here'");
});

test("an interrupt at idle does not touch the next cell", async () => {
  cells.interrupt();
  cells.interrupt();
  expect(await cells.value("kept")).toBe("'here'");
});

test("two interrupts at once end one cell", async () => {
  const outcome = await cells.runUntil("console.log('go'); while (true) {}", "go", () => {
    cells.interrupt();
    cells.interrupt();
  });
  expect(outcome.error?.name).toBe("Interrupted");
  expect(await cells.value("kept")).toBe("'here'");
});

test("an interrupt right after a cell has ended does not touch the next", async () => {
  for (let turn = 0; turn < 20; turn++) {
    const ended = cells.run("1");
    void ended.then(() => cells.interrupt());
    await ended;
    expect(await cells.value("await 1; kept")).toBe("'here'");
  }
});

test("a long native call is waited for, and its end is the cell's", async () => {
  const outcome = await cells.runUntil(
    "console.log('go'); require('node:crypto').pbkdf2Sync('a', 'b', 300_000, 64, 'sha512'); 'ran on'",
    "go",
    () => cells.interrupt(),
  );
  expect(outcome.error?.name).toBe("Interrupted");
  expect(await cells.value("kept")).toBe("'here'");
});

test("process.exit ends the cell with an error and a fresh process takes over", async () => {
  const outcome = await cells.run("console.log('last words'); process.exit(3)");
  expect(outcome.error).toMatchObject({ name: "ProcessExit" });
  expect(outcome.error?.message).toContain("process.exit(3)");
  expect(outcome.restarted).toBe(true);
  expect(cells.printed()).toBe("last words\n");
  expect(await cells.value("typeof kept")).toBe("'undefined'");
  expect(await cells.value("const kept = 1; kept")).toBe("1");
});

test("a crash is survived", async () => {
  const outcome = await cells.run(
    "process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {})",
  );
  expect(outcome.error?.message).toContain("SIGSEGV");
  expect(await cells.value("1 + 1")).toBe("2");
});
