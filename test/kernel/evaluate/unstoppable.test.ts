import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

const BETWEEN_MS = 600;

let cells: Cells;
beforeEach(async () => {
  cells = startCells();
  await cells.run("let kept = 'here'; const { execSync } = await import('node:child_process');");
});
afterEach(() => cells.dispose());

/** runs a cell and interrupts it twice, as two presses and not as a double click */
const interruptTwice = (code: string) =>
  cells.runUntil(code, "go", () => {
    cells.interrupt();
    setTimeout(() => cells.interrupt(), BETWEEN_MS);
  });

test("a cell that blocks in native code is ended with its process by a second interrupt", async () => {
  const outcome = await interruptTwice(
    "execSync('mkfifo pipe'); console.log('go'); require('node:fs').readFileSync('pipe')",
  );
  expect(outcome.restarted).toBe(true);
  expect(outcome.error?.name).toBe("ProcessEnded");
  expect(outcome.error?.message).toMatch(/interrupted twice.*Variables are gone/);
  expect(await cells.value("typeof kept")).toBe("'undefined'");
});

test("a child process that ignores SIGINT is ended by a second interrupt, and state is kept", async () => {
  const outcome = await interruptTwice(
    "console.log('go'); execSync(\"trap '' INT; sleep 30; echo\")",
  );
  expect(outcome.error?.name).toBe("Interrupted");
  expect(await cells.value("kept")).toBe("'here'");
});

test("a process that was suspended goes on when it is interrupted", async () => {
  const outcome = await cells.runUntil(
    "console.log('go', process.pid);" +
      "require('node:child_process').spawn('sh', ['-c', 'kill -STOP ' + process.pid]); for (;;);",
    "go",
    () => {
      const pid = Number(/\d+/.exec(cells.printed()));
      const watch = setInterval(() => {
        if (!/\) T /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) return;
        clearInterval(watch);
        cells.interrupt();
      }, 5);
    },
  );
  expect(outcome.error?.name).toBe("Interrupted");
  expect(await cells.value("kept")).toBe("'here'");
});
