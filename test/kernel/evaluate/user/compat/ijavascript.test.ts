import { afterAll, beforeAll, expect, test } from "vitest";
import { COMPAT_NAMES } from "../../../../../dist/kernel/cell/compat-names.js";
import { type Cells, startCells } from "../../cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

async function shown(code: string): Promise<unknown> {
  const { result, error } = await cells.run(code);
  return error === undefined ? result?.data : `${error.name}: ${error.message}`;
}

test("the first thing sent is the result, whatever the last statement gives", async () => {
  expect(await shown("$$.text('sent'); $$.text('too late'); 5")).toEqual({ "text/plain": "sent" });
  expect(await shown("$$.text('sent'); function after() {}")).toEqual({ "text/plain": "sent" });
  expect(await shown("5")).toEqual({ "text/plain": "5" });
});

test("an asynchronous cell lasts until it is done", async () => {
  expect(await shown("$$.async(); setTimeout(() => $$.done('done'), 5); 1")).toEqual({
    "text/plain": "'done'",
  });
  expect(await shown("$$.async(); $$async$$ = false; 2")).toEqual({ "text/plain": "2" });
});

test("an asynchronous cell that is never done can be interrupted", async () => {
  const { error } = await cells.runUntil("$$.async(); console.log('begun')", "begun", () =>
    cells.interrupt(),
  );
  expect(error?.name).toBe("Interrupted");
  expect(await cells.value("6 * 7")).toBe("42");
});

test("an error that is sent, thrown or rejected ends the cell", async () => {
  expect(await shown("$$.sendError(new RangeError('sent'))")).toBe("RangeError: sent");
  expect(await shown("$$.async(); throw new RangeError('thrown')")).toBe("RangeError: thrown");
  expect(await shown("$$.html(Promise.reject(new RangeError('rejected')))")).toBe(
    "RangeError: rejected",
  );
});

test("what is sent with keepAlive is shown and the cell goes on", async () => {
  expect(await shown("$$.html('<b>shown</b>', true); setTimeout(() => $$.done('end'), 1)")).toEqual(
    { "text/plain": "'end'" },
  );
  const displays = cells.outputs.filter(
    ({ type, run }) => type === "display" && run === cells.lastRun,
  );
  expect(displays).toMatchObject([{ bundle: { data: { "text/html": "<b>shown</b>" } } }]);
});

test("what is sent after the end of a cell is shown instead of lost", async () => {
  await cells.run(
    "var late = new Promise((resolve) => setTimeout(() => resolve($$.text('late')), 1)); 1",
  );
  await cells.run("await late");
  expect(cells.outputs.at(-1)).toMatchObject({ bundle: { data: { "text/plain": "late" } } });
});

test("a display with an id is one output, anew in each cell", async () => {
  const updates = async () => {
    const before = cells.outputs.length;
    await cells.run("var view = $$.display('view'); view.text('1'); view.text('2')");
    return cells.outputs.slice(before).map((event) => event.type === "display" && event.update);
  };
  expect(await updates()).toEqual([false, true]);
  expect(await updates()).toEqual([false, true]);
});

test("a cell that asks is over when it says so", async () => {
  const given = shown(
    "$$.input({ prompt: 'Name? ', password: true }, (error, name) => $$.done(name))",
  );
  const { id, prompt, password } = await cells.output("input");
  expect({ prompt, password }).toEqual({ prompt: "Name? ", password: true });
  cells.answer({ id, value: "Ada" });
  expect(await given).toEqual({ "text/plain": "'Ada'" });
});

test("a cell that asks where nobody can answer fails", async () => {
  const given = shown("$$.sendResult($$.input({ prompt: '?' }))");
  const { id } = await cells.output("input", ({ run }) => run === cells.lastRun);
  cells.answer({ id, refused: true });
  expect(await given).toMatch(/^StdinNotAllowed: /);
});

test("$$mimer$$ decides how every value looks, until it is the default again", async () => {
  await cells.run("$$mimer$$ = (value) => ({ 'text/plain': '<' + value + '>' })");
  expect(await shown("7")).toEqual({ "text/plain": "<7>" });
  expect(await shown("'a'")).toEqual({ "text/plain": "<a>" });
  expect(await shown("$$mimer$$ = () => { throw new Error('no') }; 7")).toEqual({
    "text/plain": "7",
  });
  await cells.run("$$mimer$$ = $$defaultMimer$$");
  expect(await shown("'a'")).toEqual({ "text/plain": "'a'" });
});

test.each(COMPAT_NAMES.map(({ name }) => name))("%s may be declared", async (name) => {
  expect(await cells.value(`const ${name} = 1; ${name}`)).toBe("1");
  await cells.run("process.exit(0)");
  expect(await cells.value(`function ${name}() { return 2 }; ${name}()`)).toBe("2");
  await cells.run("process.exit(0)");
});
