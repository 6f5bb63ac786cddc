import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

/** before Node.js 22, what comes late belongs to the cell that ran last */
const followsCells = Number(process.versions.node.split(".")[0]) >= 22;

let cells: Cells;
beforeAll(async () => {
  cells = startCells();
  await cells.run(
    "const { Worker } = require('node:worker_threads'); const { spawn } = require('node:child_process');" +
      "let goOn = () => {}; const gate = () => new Promise<void>((resolve) => { goOn = resolve; });",
  );
});
afterAll(() => cells.dispose());

test.each([
  ["a promise", "void gate().then(() => console.log('late'))"],
  ["a timer", "void gate().then(() => setTimeout(() => console.log('late'), 1))"],
  ["an immediate", "void gate().then(() => setImmediate(() => console.log('late')))"],
  [
    "an error in a timer",
    "void gate().then(() => setTimeout(() => { throw new Error('late') }, 1))",
  ],
  ["a rejection", "void gate().then(() => { throw new Error('late') })"],
  ["a display", "void gate().then(() => display('late'))"],
  [
    "a worker's console",
    "const printing = new Worker(\"require('node:worker_threads').parentPort.once('message', () => console.log('late'))\", { eval: true });" +
      "goOn = () => printing.postMessage(0)",
  ],
  [
    "a message of a worker",
    "const asking = new Worker(\"const { parentPort } = require('node:worker_threads'); parentPort.once('message', () => parentPort.postMessage(0))\", { eval: true });" +
      "asking.on('message', () => console.log('late')); goOn = () => asking.postMessage(0)",
  ],
  [
    "a child process",
    "const child = spawn('cat'); child.stdout.on('data', (data) => console.log(String(data))); goOn = () => child.stdin.end('late')",
  ],
])("%s speaks up in its own cell", async (_name, code) => {
  await cells.run(code);
  const own = cells.lastRun;
  await cells.run("goOn(); await new Promise((done) => setTimeout(done, 30))");
  await expect
    .poll(() => cells.outputs.find((event) => JSON.stringify(event).includes("late"))?.run)
    .toBe(followsCells ? own : own + 1);
  cells.forget();
});
