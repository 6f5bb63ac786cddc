import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(async () => {
  cells = startCells();
  await cells.run("let kept = 'here'");
});
afterAll(() => cells.dispose());

test.each([
  ["a loop", "console.log('go'); while (true) {}"],
  [
    "a loop that catches everything",
    "console.log('go'); while (true) { try { while (true) {} } catch {} finally {} }",
  ],
  ["an await that never ends", "console.log('go'); await new Promise(() => {})"],
  ["a loop after an await", "console.log('go'); await 1; while (true) {}"],
  [
    "a loop in a timer",
    "await new Promise((r) => setTimeout(() => { console.log('go'); while (true) {} }, 1))",
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
    "Atomics.wait",
    "console.log('go'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
  ],
  ["a hopeless regular expression", "console.log('go'); /^(a+)+$/.test('a'.repeat(40) + 'b')"],
  [
    "a child process",
    "const { execSync } = await import('node:child_process'); console.log('go'); execSync('sleep 20')",
  ],
])("%s is stopped and state is kept", async (_name, code) => {
  const outcome = await cells.runUntil(code, "go", () => cells.interrupt());
  expect(outcome.error?.name === "Interrupted" || outcome.error?.message.includes("sleep 20")).toBe(
    true,
  );
  expect(outcome.restarted).toBe(false);
  expect(await cells.value("kept")).toBe("'here'");
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
