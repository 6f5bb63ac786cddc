import { existsSync, readFileSync, rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
beforeEach(() => cells.run("let kept = 'here'"));
afterEach(() => cells.run("process.kill(process.pid, 'SIGKILL'); for (;;);"));
afterAll(() => cells.dispose());

const FS = "require('node:fs')";
const NOWHERE = "await new Promise(() => {})";

test.each([
  ["process.exit in a timer", `setTimeout(() => process.exit(4), 1); ${NOWHERE}`, /exit\(4\)/],
  ["process.exit in a promise", "await Promise.resolve().then(() => process.exit(4))", /exit\(4\)/],
  [
    "process.exit in a handler of exit",
    "process.on('exit', () => process.exit(5)); process.exit(1)",
    /exit\(\d\)/,
  ],
  [
    "process.reallyExit",
    "(process as unknown as { reallyExit(code: number): void }).reallyExit(3)",
    /ended with code 3/,
  ],
  ["process.abort", "process.abort()", /aborted/],
  ["SIGSEGV", `process.kill(process.pid, 'SIGSEGV'); ${NOWHERE}`, /SIGSEGV/],
  ["SIGTERM", `process.kill(process.pid, 'SIGTERM'); ${NOWHERE}`, /SIGTERM/],
  [
    "a handler of uncaught exceptions that throws",
    `process.on('uncaughtException', () => { throw 2 }); setTimeout(() => { throw 1 }, 1); ${NOWHERE}`,
    /handler of an uncaught exception/,
  ],
  ["closing descriptor 3", `${FS}.closeSync(3)`, /descriptor that belongs to the kernel.*closed/],
  ["closing descriptor 4", `${FS}.closeSync(4)`, /descriptor that belongs to the kernel.*closed/],
  ["closing descriptor 5", `${FS}.closeSync(5)`, /descriptor that belongs to the kernel.*closed/],
  [
    "opening a file as descriptor 5",
    `${FS}.closeSync(5); ${FS}.openSync('file', 'w'); 1`,
    /descriptor that belongs to the kernel.*closed/,
  ],
  [
    "garbage on descriptor 4",
    `${FS}.writeSync(4, 'no frame at all'); ${NOWHERE}`,
    /written on a descriptor that belongs to the kernel/,
  ],
  [
    "garbage on descriptor 5",
    `${FS}.writeSync(5, 'no frame at all')`,
    /written on a descriptor that belongs to the kernel/,
  ],
  [
    "a little garbage on descriptor 5",
    `${FS}.writeSync(5, 'x')`,
    /written on a descriptor that belongs to the kernel/,
  ],
  [
    "a signal to itself that nobody hears",
    "process.kill(process.pid, 'SIGURG')",
    /sent itself a signal/,
  ],
])("%s is an error of its cell and a fresh process takes over", async (_name, code, message) => {
  const outcome = await cells.run(code);
  expect(outcome.error?.message).toMatch(message);
  expect(outcome.error?.message).toMatch(/Variables are gone/);
  expect(outcome.restarted).toBe(true);
  expect(await cells.value("typeof kept")).toBe("'undefined'");
  expect(await cells.value("1 + 1")).toBe("2");
});

test.each([
  ["closing descriptors 0, 1 and 2", `for (const fd of [0, 1, 2]) ${FS}.closeSync(fd)`],
  ["an end of stdout", "process.stdout.end()"],
  ["a destroyed stdout", "process.stdout.destroy()"],
  [
    "no listener of process",
    `process.removeAllListeners(); setTimeout(() => { throw 1 }, 1); void Promise.reject(2); await new Promise((done) => setTimeout(done, 20))`,
  ],
  [
    "an own handler of uncaught exceptions",
    "process.on('uncaughtException', () => {}); setTimeout(() => { throw 1 }, 1); await new Promise((done) => setTimeout(done, 20))",
  ],
  [
    "a capture of uncaught exceptions",
    "process.setUncaughtExceptionCaptureCallback(() => {}); setTimeout(() => { throw 1 }, 1); await new Promise((done) => setTimeout(done, 20))",
  ],
  ["another folder", "process.chdir('/')"],
  [
    "no home and no folder for temporary files",
    "delete process.env.HOME; process.env.TMPDIR = '/nowhere'",
  ],
  [
    "a signal that others get",
    "process.kill(process.pid, 'SIGCONT'); process.kill(-process.pid, 'SIGINT')",
  ],
  ["a stack overflow", "try { (function down(): void { down() })() } catch {}"],
  [
    "a stack overflow in a timer",
    "setTimeout(() => { (function down(): void { down() })() }, 1); await new Promise((done) => setTimeout(done, 50))",
  ],
  [
    "a stack overflow in an async function",
    "try { await (async function down(): Promise<void> { await down() })() } catch {}",
  ],
  [
    "a worker that exits",
    "const { Worker } = require('node:worker_threads'); await new Promise((done) => new Worker('process.exit(3)', { eval: true }).on('exit', done))",
  ],
  [
    "a worker that throws",
    "const { Worker } = require('node:worker_threads'); await new Promise((done) => new Worker('throw 1', { eval: true }).on('error', done))",
  ],
  [
    "an inspector of its own",
    "const { Session } = require('node:inspector'); const own = new Session(); own.connect(); own.post('Runtime.disable'); own.disconnect()",
  ],
])("%s leaves the next cell right", async (_name, code) => {
  await cells.run(code);
  expect(await cells.value("kept")).toBe("'here'");
  await cells.run("console.log('printed')");
  expect(cells.printed()).toBe("printed\n");
});

test("without descriptors left, cells still run", async () => {
  await cells.run(
    `const taken: number[] = []; try { for (;;) taken.push(${FS}.openSync('/dev/null')) } catch {}`,
  );
  expect(await cells.value("kept")).toBe("'here'");
});

/** one that ended may wait to be reaped for as long as it likes */
function isAlive(pid: number): boolean {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && !readFileSync(path, "utf8").includes(") Z ");
}

test("what a cell started ends with its process", async () => {
  const pid = Number(await cells.value("require('node:child_process').spawn('sleep', ['60']).pid"));
  expect(isAlive(pid)).toBe(true);
  await cells.run("process.exit()");
  expect(isAlive(pid)).toBe(false);
});

test("a folder that is gone is said to be, and cells run elsewhere", async () => {
  const own = startCells();
  await own.run("1");
  rmSync(own.folder, { recursive: true });
  await own.run("process.exit()");
  expect(await own.value("1 + 1")).toBe("2");
  expect(await own.value("process.cwd()")).not.toContain(own.folder);
  expect(own.restarts.at(-1)).toMatch(/is gone; cells run in/);
  own.dispose();
});

test("a process that ends between two cells is told of once, and the next cell runs", async () => {
  await cells.run("setTimeout(() => process.exit(3), 20)");
  await expect.poll(() => cells.restarts.at(-1)).toMatch(/process\.exit\(3\).*Variables are gone/);
  const told = cells.restarts.length;
  expect(await cells.value("1 + 1")).toBe("2");
  expect(cells.restarts.length).toBe(told);
});
