import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

test("an interrupt aborts the signal of its cell, and of no other", async () => {
  await cells.run("const earlier = cellSignal()");
  await cells.runUntil(
    "const signal = cellSignal(); console.log('go'); await new Promise(() => {})",
    "go",
    () => cells.interrupt(),
  );
  expect(
    await cells.value("await 1; [earlier.aborted, signal.aborted, cellSignal().aborted]"),
  ).toBe("[ false, true, false ]");
  expect(await cells.value("String(signal.reason)")).toBe("'AbortError: the cell was stopped'");
});

test("a loop that is terminated aborts it, too", async () => {
  await cells.runUntil("var looped = cellSignal(); console.log('go'); for (;;);", "go", () =>
    cells.interrupt(),
  );
  expect(await cells.value("await new Promise(setImmediate); looped.aborted")).toBe("true");
});

test("work that was given the signal does not go on in the background", async () => {
  await cells.runUntil(
    `const { setTimeout: pause } = await import("node:timers/promises");
     let steps = 0;
     console.log("go");
     for (;;) { await pause(1, undefined, { signal: cellSignal() }); steps++ }`,
    "go",
    () => cells.interrupt(),
  );
  const before = await cells.value("await pause(20); steps");
  expect(await cells.value("await pause(20); steps")).toBe(before);
});

test("a listener that throws is reported and survived", async () => {
  await cells.runUntil(
    "cellSignal().addEventListener('abort', () => { throw new Error('in a listener') });" +
      "console.log('go'); await new Promise(() => {})",
    "go",
    () => cells.interrupt(),
  );
  expect(await cells.value("await new Promise((done) => setTimeout(done, 20)); 1")).toBe("1");
  expect(cells.outputs.at(-1)).toMatchObject({ error: { message: "in a listener" } });
});
