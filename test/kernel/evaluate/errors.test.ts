import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

async function topFrame(code: string) {
  const { error } = await cells.run(code);
  return error?.frames[0];
}

test("a frame points at the line and column of the TypeScript", async () => {
  const frame = await topFrame(
    "interface A {\n  x: number;\n}\nconst a: A | null = null as A | null;\n  a!.x;",
  );
  expect(frame).toMatchObject({
    inCell: true,
    source: `Cell [${cells.lastRun}]`,
    line: 5,
    column: 6,
  });
});

test("columns are right on a line where an import was moved", async () => {
  const code = 'import { join } from "node:path"; [join("a"), (null as never as Date).getTime()]';
  expect(await topFrame(code)).toMatchObject({ line: 1, column: code.indexOf("getTime") + 1 });
});

test("columns are right behind an emoji", async () => {
  const code = 'const s = "😀"; (null as unknown as string).length';
  expect(await topFrame(code)).toMatchObject({ line: 1, column: code.indexOf("length") + 1 });
});

test("frames of earlier cells name those cells", async () => {
  await cells.run(
    "function outer() {\n  return inner();\n}\nfunction inner(): never {\n  throw new RangeError('deep');\n}",
  );
  const defined = cells.lastRun;
  const { error } = await cells.run("\n\nouter()");
  expect(error).toMatchObject({ name: "RangeError", message: "deep" });
  expect(
    error?.frames.map(({ functionName, source, line }) => [functionName, source, line]),
  ).toEqual([
    ["inner", `Cell [${defined}]`, 5],
    ["outer", `Cell [${defined}]`, 2],
    [null, `Cell [${cells.lastRun}]`, 3],
  ]);
});

test("a printed stack speaks of cells, too", async () => {
  await cells.run("\nconsole.log(new Error('shown').stack)");
  expect(cells.printed()).toContain(`at Cell [${cells.lastRun}]:2:13`);
});

test("a cause and own properties are reported", async () => {
  const { error } = await cells.run(
    "throw Object.assign(new Error('outer', { cause: new TypeError('inner') }), { code: 'E_X' })",
  );
  expect(error?.cause).toMatchObject({ name: "TypeError", message: "inner" });
  expect(error?.details).toBe("{ code: 'E_X' }");
});

test("an error that cannot be read does not break the report", async () => {
  const { error } = await cells.run(
    "throw new Proxy(new Error('x'), { get() { throw new Error('trap') } })",
  );
  expect(error?.name).toBe("Error");
});

test("an error in a timer is reported after its cell, and the next cell runs", async () => {
  await cells.run("setTimeout(() => { throw new Error('from a timer') }, 1)");
  const thrower = cells.lastRun;
  await cells.run("await new Promise((resolve) => setTimeout(resolve, 30))");
  const event = cells.outputs.find(({ type }) => type === "uncaught");
  expect(event).toMatchObject({ error: { message: "from a timer" } });
  expect(event?.run).toBeGreaterThanOrEqual(thrower);
});

test("an unhandled rejection is reported and survived", async () => {
  await cells.run("void Promise.reject(new Error('nobody cares'))");
  await cells.run("await new Promise((resolve) => setTimeout(resolve, 5))");
  expect(
    cells.outputs.some(
      (event) => event.type === "uncaught" && event.error.message === "nobody cares",
    ),
  ).toBe(true);
});

test("an error deep inside TensorFlow.js leads to the cell's line", async () => {
  const { error } = await cells.run("const wrong = 2;\ntf.zeros([3]).reshape([wrong, 2])");
  expect(error?.frames.find(({ inCell }) => inCell)).toMatchObject({ line: 2, column: 15 });
});

test("errors of one kind that nobody catches are told a hundred times", async () => {
  cells.forget();
  await cells.run(
    "let thrown = 0; await new Promise<void>((done) => { const beat = setInterval(() => {" +
      " if (++thrown === 150) { clearInterval(beat); setTimeout(done); } throw new Error('no ' + thrown); }, 0) })",
  );
  await cells.run(
    "setTimeout(() => { throw new Error('another') }); await new Promise((done) => setTimeout(done, 20))",
  );
  await expect.poll(() => messages().at(-1)).toBe("another");
  expect(messages()).toHaveLength(101);
  expect(messages()[98]).toBe("no 99");
  expect(messages()[99]).toBe(
    "no 100\n(100 errors like this one so far: no more of them are shown)",
  );
});

const messages = () =>
  cells.outputs
    .map((event) => (event.type === "uncaught" ? event.error.message : ""))
    .filter(Boolean);
