import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

test("stdout and stderr arrive apart and in order", async () => {
  await cells.run("console.log('a'); console.error('b'); process.stdout.write('c')");
  const streams = cells.outputs.filter(({ run }) => run === cells.lastRun);
  expect(streams.map((event) => event.type === "stream" && [event.name, event.text])).toEqual([
    ["stdout", "a\n"],
    ["stderr", "b\n"],
    ["stdout", "c"],
  ]);
});

test("a hundred thousand lines all arrive, in few messages", async () => {
  await cells.run("for (let i = 0; i < 100_000; i++) console.log(i)");
  const text = cells.printed();
  expect(text.split("\n").length).toBe(100_001);
  expect(text.endsWith("99999\n")).toBe(true);
  const messages = cells.outputs.filter(({ run }) => run === cells.lastRun).length;
  expect(messages).toBeLessThan(500);
});

test("what child processes and native code print belongs to the cell", async () => {
  await cells.run(
    "const { execSync } = await import('node:child_process'); execSync('echo from the child', { stdio: 'inherit' })",
  );
  expect(cells.printed()).toBe("from the child\n");
});

test("a character split over two writes stays whole", async () => {
  await cells.run(
    "const e = Buffer.from('é'); process.stdout.write(e.subarray(0, 1)); process.stdout.write(e.subarray(1))",
  );
  expect(cells.printed()).toBe("é");
});

test("displays keep their place between prints and can be updated from another cell", async () => {
  await cells.run(
    "console.log('before'); const shown = display({ 'text/html': '<b>1</b>' }, { raw: true }); console.log('after')",
  );
  const [first, second, third] = cells.outputs.filter(({ run }) => run === cells.lastRun);
  expect([first?.type, second?.type, third?.type]).toEqual(["stream", "display", "stream"]);
  await cells.run("shown.update('two')");
  const update = cells.outputs.at(-1);
  expect(update).toMatchObject({ type: "display", update: true });
  expect(
    update?.type === "display" &&
      second?.type === "display" &&
      update.displayId === second.displayId,
  ).toBe(true);
});

test("metadata of a display goes with it, beside the value's own, and with its updates", async () => {
  await cells.run(`
    const own = { [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "own" }) };
    display(own, { displayId: "m", metadata: { "text/plain": { width: 3 } } }).update(own, { metadata: { b: 2 } });
    display({ "text/plain": "raw" }, { raw: true, displayId: "m", update: true, metadata: { c: 3 } });`);
  const shown = cells.outputs.filter(
    (event) => event.type === "display" && event.displayId === "m",
  );
  expect(shown).toMatchObject([
    { update: false, bundle: { metadata: { "text/plain": { width: 3 } } } },
    { update: true, bundle: { metadata: { b: 2 } } },
    { update: true, bundle: { data: { "text/plain": "raw" }, metadata: { c: 3 } } },
  ]);
});

test("output is cleared in order with prints and displays, by either name", async () => {
  await cells.run(
    "console.log('a'); display(new Float32Array(2)); clearOutput({ wait: true }); console.log('b'); console.clear()",
  );
  const events = cells.outputs.filter(({ run }) => run === cells.lastRun);
  expect(events.map((event) => (event.type === "clear" ? event.wait : event.type))).toEqual([
    "stream",
    "display",
    true,
    "stream",
    false,
  ]);
});

test("a display that is no JSON does not hold up what comes after it", async () => {
  const code =
    "display({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': 1n }) }); console.log('next')";
  await cells.run(code);
  expect(cells.printed()).toBe("next\n");
});

test("a late print comes after its cell", async () => {
  await cells.run("setTimeout(() => console.log('late'), 5)");
  const early = cells.lastRun;
  await cells.run("await new Promise((resolve) => setTimeout(resolve, 40))");
  expect(cells.printed(early) + cells.printed()).toContain("late");
});
