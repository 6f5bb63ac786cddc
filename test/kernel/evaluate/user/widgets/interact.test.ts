import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Cells, startCells } from "../../cells.js";
import { type FrontEnd, frontEnd } from "./front-end.js";

let cells: Cells;
let ends: FrontEnd;
beforeAll(() => {
  cells = startCells();
  ends = frontEnd(cells);
});
beforeEach(() => cells.forget());
afterAll(() => cells.dispose());

const texts = () =>
  cells.outputs
    .filter((event) => event.type === "display")
    .map(({ bundle, update }) => `${update ? "update: " : ""}${bundle.data["text/plain"]}`);
const settings = (id: string, values: Readonly<Record<string, unknown>>) =>
  ends.update(id, { settings: values });

test("controls are shown, and below them what is drawn for their first values", async () => {
  const { data } = await ends.opened(`interact(
    ({ angle, flip, mode, name, layer, size }) => \`\${angle} \${flip} \${mode} \${name} \${layer.rate} \${size}\`,
    { angle: { min: 0, max: 1, step: 0.05, value: 0.2 }, flip: true, mode: ["reflect", "wrap"], name: "x",
      layer: { options: { slow: { rate: 1 }, fast: { rate: 9 } } }, size: 10 })`);
  expect(data.state).toMatchObject({
    _anywidget_id: "preplab.interact",
    _esm: expect.stringContaining("export default () =>"),
    _css: expect.stringContaining("--jp-ui-font-color1"),
    fields: [
      { kind: "slider", name: "angle", min: 0, max: 1, step: 0.05 },
      { kind: "checkbox", name: "flip" },
      { kind: "choice", name: "mode", labels: ["reflect", "wrap"] },
      { kind: "text", name: "name" },
      { kind: "choice", name: "layer", labels: ["slow", "fast"] },
      { kind: "slider", name: "size", min: -10, max: 30, step: 1 },
    ],
    settings: { angle: 0.2, flip: true, mode: 0, name: "x", layer: 0, size: 10 },
  });
  expect(texts()).toEqual([
    'angle = 0.2, flip = true, mode = reflect, name = "x", layer = slow, size = 10',
    "'0.2 true reflect x 1 10'",
  ]);
});

test("it is no result, and of its own text nothing is shown", async () => {
  const { result } = await cells.run("interact(({ n }) => n, { n: 1 })");
  expect(result).toBeUndefined();
  expect(texts()).toEqual(["n = 1", "1"]);
});

test("a change draws anew in the place of the last, and is answered then", async () => {
  const { id } = await ends.opened(
    "interact(({ n }) => { console.log('draws'); return n * 2; }, { n: { min: 0, max: 9, value: 1 } })",
  );
  const [, first] = cells.outputs.filter((event) => event.type === "display");
  const said = settings(id, { n: 4 });
  await ends.answered(said);
  const last = cells.outputs.filter((event) => event.type === "display").at(-1);
  expect(last).toMatchObject({ update: true, displayId: first?.displayId, run: said });
  expect(texts()).toEqual(["n = 1", "2", "update: 8"]);
  expect(cells.printed(said)).toBe("draws\n");
});

test("tensors are drawn as pictures", async () => {
  const { id } = await ends.opened(
    "interact(({ n }) => show(tf.fill([4, 4, 3], n)), { n: { min: 0, max: 1, value: 0 } })",
  );
  await ends.answered(settings(id, { n: 1 }));
  const pictures = cells.outputs
    .filter((event) => event.type === "display")
    .slice(1)
    .map(({ bundle }) => bundle.data["text/html"]);
  expect(pictures).toEqual(Array(2).fill(expect.stringContaining("data:image/png")));
  expect(pictures[0]).not.toBe(pictures[1]);
});

test("of a thousand changes that come at once few are drawn, the last among them", async () => {
  const { id } = await ends.opened(
    "var drawn: number[] = []; interact(({ n }) => { drawn.push(n); return n; }, { n: { min: 0, max: 1000, value: 0 } })",
  );
  let last = 0;
  for (let n = 1; n <= 1000; n++) last = settings(id, { n });
  await ends.answered(last);
  expect(texts().at(-1)).toBe("update: 1000");
  expect(Number(await cells.value("drawn.length"))).toBeLessThan(200);
  expect(ends.heard(id).filter(({ data }) => data.method === "echo_update")).toHaveLength(1000);
});

test("an asynchronous draw goes on to the newest value once it is done", async () => {
  const { id } = await ends.opened(`
    var release = () => {}; var begun: number[] = [];
    interact(async ({ n }) => {
      begun.push(n);
      if (n > 0) await new Promise<void>((resolve) => { release = resolve; console.log("holds", n); });
      return n;
    }, { n: { min: 0, max: 9, value: 0 } })`);
  settings(id, { n: 1 });
  await cells.output("stream", ({ text }) => text.includes("holds 1"));
  for (const n of [2, 3, 4]) settings(id, { n });
  await cells.run("release()");
  await cells.output("stream", ({ text }) => text.includes("holds 4"));
  await cells.run("release()");
  await cells.output("display", ({ bundle }) => bundle.data["text/plain"] === "4");
  expect(await cells.value("begun")).toBe("[ 0, 1, 4 ]");
});

test("a cell ends after its asynchronous first draw", async () => {
  await cells.run("interact(async ({ n }) => { await null; return n; }, { n: 3 })");
  expect(texts()).toEqual(["n = 3", "", "update: 3"]);
});

test("a first draw that comes late does not replace what was drawn since", async () => {
  const cell = cells.run(`
    comms.open("release", {}, { id: "release" }).onMessage(() => release());
    var release = () => {};
    interact(({ n }) => (n > 1 ? n : new Promise((resolve) => { release = () => resolve("late"); })),
      { n: { min: 0, max: 9, value: 1 } })`);
  const { id } = await cells.output(
    "comm",
    (event) => event.action === "open" && event.target === "jupyter.widget",
  );
  await ends.answered(settings(id, { n: 2 }));
  await ends.answered(ends.say("release", "message"));
  expect((await cell).error).toBeUndefined();
  expect(texts()).toEqual(["n = 1", "", "update: 2"]);
});

test("an error takes the picture's place until the next", async () => {
  const { id } = await ends.opened(`
    function drawn(n: number) { if (n === 2) throw new RangeError("too far"); return n; }
    interact(({ n }) => drawn(n), { n: { min: 0, max: 9, value: 1 } })`);
  await ends.answered(settings(id, { n: 2 }));
  expect(texts().at(-1)).toMatch(/^update: RangeError: too far\n {4}at drawn \(Cell \[\d+\]:2:/);
  await ends.answered(settings(id, { n: 3 }));
  expect(texts().at(-1)).toBe("update: 3");
});

test("an error of the first draw is the cell's, and nothing is shown", async () => {
  expect(await cells.value("interact(() => { throw new RangeError('at once') }, { n: 1 })")).toBe(
    "RangeError: at once",
  );
  expect(cells.outputs.filter(({ type }) => type === "comm" || type === "display")).toEqual([]);
});

test("nothing is shown for nothing", async () => {
  await cells.run("interact(() => undefined, { n: 1 })");
  expect(texts()).toEqual(["n = 1", ""]);
});

test("what makes no sense is set right", async () => {
  const { id } = await ends.opened(
    "interact((values) => JSON.stringify(values), { n: { min: 0, max: 5, value: 1 }, on: true, pick: ['a', 'b'], t: '' })",
  );
  await ends.answered(settings(id, { n: 99, on: "yes", pick: 7, t: 5, more: 1 }));
  expect((await ends.next(id, "update")).data.state).toEqual({
    settings: { n: 5, on: true, pick: 0, t: "" },
  });
  expect(texts().at(-1)).toContain('{"n":5,"on":true,"pick":"a","t":""}');
  await ends.answered(settings(id, null as never));
  expect(texts().at(-1)).toContain('{"n":5,"on":true,"pick":"a","t":""}');
});

test("the cell moves the controls, reads them and takes them away", async () => {
  const { id } = await ends.opened(
    "var hand = interact(({ n, pick }) => pick + n, { n: { min: 0, max: 5, value: 1 }, pick: ['a', 'b'] })",
  );
  await cells.run("hand.set({ n: 4, pick: 'b' })");
  expect(texts().at(-1)).toBe("update: 'b4'");
  expect((await ends.next(id, "update")).data.state).toEqual({ settings: { n: 4, pick: 1 } });
  expect(await cells.value("hand.values")).toBe("{ n: 4, pick: 'b' }");
  expect(await cells.value("hand.set({ pick: 'c' })")).toBe(
    'RangeError: interact: pick cannot be set. Received: "c"',
  );
  await cells.run("hand.close()");
  expect(await cells.output("comm", ({ action }) => action === "close")).toMatchObject({ id });
  const before = texts().length;
  await ends.answered(settings(id, { n: 1, pick: 0 }));
  expect(texts()).toHaveLength(before);
});

test("an interrupt stops a draw that spins, and the next value is drawn", async () => {
  const { id } = await ends.opened(`
    interact(({ n }) => { if (n === 2) { console.log("spins"); while (true) {} } return n; },
      { n: { min: 0, max: 9, value: 1 } })`);
  const spinning = settings(id, { n: 2 });
  await cells.output("stream", ({ text }) => text.includes("spins"));
  cells.interrupt();
  expect(await cells.output("uncaught")).toMatchObject({
    run: spinning,
    error: { name: "Interrupted", message: "the drawing was stopped" },
  });
  await ends.answered(spinning);
  await ends.answered(settings(id, { n: 3 }));
  expect(texts().at(-1)).toBe("update: 3");
});

test("it is drawn while a cell awaits", async () => {
  const { id } = await ends.opened(
    "var seen = () => {}; interact(({ n }) => { if (n === 5) seen(); return n; }, { n: { min: 0, max: 9, value: 1 } })",
  );
  const waiting = cells.runUntil(
    "await new Promise<void>((resolve) => { seen = resolve; console.log('waits') })",
    "waits",
    () => settings(id, { n: 5 }),
  );
  expect((await waiting).error).toBeUndefined();
});

test("tensors that were drawn and replaced are given back", async () => {
  const { id } = await ends.opened(
    "interact(({ n }) => tf.fill([2_000_000], n), { n: { min: 0, max: 100, value: 0 } })",
  );
  for (let n = 1; n <= 60; n++) await ends.answered(settings(id, { n }));
  expect(Number(await cells.value("tf.memory().numBytes / 2 ** 20"))).toBeLessThan(300);
});

test("a page that comes later is given what was drawn, and what is drawn from then on", async () => {
  const { id, data } = await ends.opened(
    "interact(({ n }) => n, { n: { min: 0, max: 9, value: 1 } })",
  );
  expect(data.state).toMatchObject({ drawn: null });
  await ends.answered(ends.say(id, "message", { method: "request_state" }));
  expect((await ends.next(id, "update")).data.state).not.toHaveProperty("isLate");
  await cells.run(
    "const clock = performance.now.bind(performance); performance.now = () => clock() + 1e6;",
  );
  await ends.answered(ends.say(id, "message", { method: "request_state" }));
  expect((await ends.next(id, "update")).data.state).toMatchObject({
    isLate: true,
    drawn: { text: "1" },
  });
  await ends.answered(settings(id, { n: 5 }));
  expect((await ends.next(id, "update")).data.state).toEqual({ drawn: { text: "5" } });
});

test.each([
  ["interact(5, {})", "TypeError: interact: draw must be a function. Received: 5"],
  [
    "interact(() => 1, [1])",
    "TypeError: interact: controls must be a record of them by name. Received: [1]",
  ],
  [
    "interact(() => 1, { n: null })",
    "TypeError: interact: n must be a boolean, a number, a string, an array, { min, max } or { options }. Received: null",
  ],
  [
    "interact(() => 1, { n: { min: 1, max: 0 } })",
    "RangeError: interact: n must have finite bounds with min < max. Received: min=1, max=0",
  ],
  [
    "interact(() => 1, { n: { min: 0, max: 1, value: 2 } })",
    "RangeError: interact: the value of n must lie within [0, 1]. Received: 2",
  ],
  [
    "interact(() => 1, { n: { min: 0, max: 1, step: 0 } })",
    "RangeError: interact: the step of n must be positive. Received: 0",
  ],
  ["interact(() => 1, { n: [] })", "RangeError: interact: n must have an option"],
  [
    "interact(() => 1, { n: { options: ['a'], value: 'b' } })",
    'RangeError: interact: the value of n must be one of its options. Received: "b"',
  ],
  [
    "interact(() => 1, { n: NaN })",
    "RangeError: interact: n must be a finite number. Received: NaN",
  ],
])("%s is refused", async (code, message) => {
  expect(await cells.value(code)).toBe(message);
  expect(cells.outputs.filter(({ type }) => type === "comm")).toEqual([]);
});
