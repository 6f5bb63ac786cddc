import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

/** Texts of the displays of the last run, newest of each output. */
function shown(): string[] {
  const texts = new Map<string, string>();
  for (const event of cells.outputs) {
    if (event.type === "display" && event.run === cells.lastRun) {
      texts.set(event.displayId, String(event.bundle.data["text/plain"]));
    }
  }
  return [...texts.values()];
}

test("a loop shows one bar that ends full", async () => {
  const { error } = await cells.run(
    "let sum = 0; for (const i of progress([1, 2, 3], { label: 'rows' })) sum += i;",
  );
  expect(error).toBeUndefined();
  expect(await cells.value("sum")).toBe("6");
  await cells.run("for (const i of progress([1, 2, 3], { label: 'rows' })) ;");
  expect(shown()).toHaveLength(1);
  expect(shown()[0]).toMatch(/^rows \[={20}\] 3\/3, /);
});

test("a loop that is left says how far it came", async () => {
  await cells.run("for (const i of progress(new Set([1, 2, 3, 4]))) if (i === 3) break;");
  expect(shown()[0]).toMatch(/^progress \[={10} {10}\] 2\/4, stopped after /);
});

test("asynchronous items, and such without an end in sight, are followed as well", async () => {
  await cells.run(`
    async function* rows() { yield 1; yield 2; }
    for await (const row of progress(rows(), { label: 'rows' })) ;`);
  expect(shown()[0]).toMatch(/^rows \[={20}\] 2\/2, /);
});

test("the bar is seen while the loop runs", async () => {
  let seen: string[] = [];
  await cells.runUntil(
    "for (const i of progress([1, 2])) { if (i === 2) console.log('in the loop'); }",
    "in the loop",
    () => {
      seen = shown();
    },
  );
  expect(seen).toHaveLength(1);
});

test("what cannot be iterated over is refused with what came", async () => {
  expect(await cells.value("[...progress(7 as never)]")).toBe(
    "TypeError: progress: expected something that can be iterated over. Received: number",
  );
});

test("adapting to a stream for longer than a second shows a bar", async () => {
  await cells.run(`
    const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
    async function* batches() {
      for (let i = 0; i < 3; i++) { await pause(600); yield ["a", "b"]; }
    }
    await layers.stringLookup().adapt(batches());`);
  expect(shown()).toHaveLength(1);
  expect(shown()[0]).toMatch(/^StringLookup\.adapt 3, /);
  await cells.run("await layers.stringLookup().adapt(data.array(['a', 'b']).batch(1));");
  expect(shown()).toEqual([]);
});
