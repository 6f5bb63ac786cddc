import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Cells, startCells } from "../../cells.js";
import { ESM, type FrontEnd, frontEnd } from "./front-end.js";

let cells: Cells;
let ends: FrontEnd;
beforeAll(() => {
  cells = startCells();
  ends = frontEnd(cells);
});
beforeEach(() => cells.forget());
afterAll(() => cells.dispose());

const make = (state: string, more = "") =>
  `var w = widget({ esm: ${JSON.stringify(ESM)}, state: ${state}${more} });`;
const bytes = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);

test("a widget opens as the model of an anywidget, with its bytes beside the state", async () => {
  const opened = await ends.opened(
    make(
      "{ value: 5, data: Float32Array.of(1.5), deep: { list: [1, Uint8Array.of(7).buffer] } }",
      ", name: 'Slide r', css: '.a { color: red; }'",
    ),
  );
  expect(opened).toMatchObject({
    target: "jupyter.widget",
    metadata: { version: "2.1.0" },
    buffers: [bytes(1.5), Buffer.of(7)],
  });
  expect(opened.data).toEqual({
    state: {
      _model_module: "anywidget",
      _model_name: "AnyModel",
      _model_module_version: "~0.*",
      _view_module: "anywidget",
      _view_name: "AnyView",
      _view_module_version: "~0.*",
      _anywidget_id: "preplab.Slide-r",
      _esm: ESM,
      _css: ".a { color: red; }",
      value: 5,
      deep: { list: [1, null] },
    },
    buffer_paths: [["data"], ["deep", "list", 1]],
  });
});

test("as a result it is a view of its model, and text", async () => {
  const { id } = await ends.opened(
    make("{ value: 5, data: new Float32Array(100) }", ", name: 'S'"),
  );
  const { result } = await cells.run("w");
  expect(result?.data).toEqual({
    "application/vnd.jupyter.widget-view+json": {
      version_major: 2,
      version_minor: 0,
      model_id: id,
    },
    "text/plain": expect.stringMatching(/^Widget S \{.*value: 5,.*94 more items.*\}$/s),
  });
  expect(await cells.value("w.close(); w")).toMatch(/^Widget S \(closed\) \{/);
  expect((await cells.run("w")).result?.data).not.toHaveProperty(
    "application/vnd.jupyter.widget-view+json",
  );
});

test("set sends one update, and calls back with what changed", async () => {
  const { id } = await ends.opened(
    `${make("{ a: 1, b: 'x', data: new Int8Array(2) }")}
     w.on("change:a", ({ name, old, new: now, owner }) => console.log(name, old, now, owner === w));
     w.observe(({ name }) => console.log("any", name));`,
  );
  await cells.run("w.set({ a: 2, b: 'x', data: Int8Array.of(3) }); console.log(w.get('a'))");
  expect(cells.printed()).toBe("a 1 2 true\nany a\nany data\n2\n");
  const update = await ends.next(id, "update");
  expect(update.data).toEqual({
    method: "update",
    state: { a: 2, b: "x" },
    buffer_paths: [["data"]],
  });
  expect(update.buffers).toEqual([Buffer.of(3)]);
  expect(ends.heard(id)).toHaveLength(1);
});

test("handlers are taken away one by one, by event, and all at once", async () => {
  await ends.opened(
    `${make("{ a: 1 }")}
     const one = () => console.log("one"), two = () => console.log("two");
     w.on("change:a", one).on("change:a", two).observe(one, "a").observe(two, ["a"]);
     w.set("a", 2); w.off("change:a", one); w.set("a", 3); w.off("change:a"); w.set("a", 4);
     w.on("change", one); w.unobserve(one); w.set("a", 5); w.on("change", two); w.off(); w.set("a", 6)`,
  );
  expect(cells.printed()).toBe("one\ntwo\ntwo\n");
});

test("a front end's update is echoed, kept and told, with bytes of the type that was there", async () => {
  const { id } = await ends.opened(
    `${make("{ a: 1, data: Float32Array.of(1), deep: { list: [null] } }")}
     w.on("change", ({ name, new: now }) => console.log(name, now));`,
  );
  const sent = { a: 2, deep: { list: [null] }, other: 3 };
  const paths = [["data"], ["deep", "list", 0], ["other", "x"], ["__proto__", "y"]];
  const buffers = [bytes(0.5, 2), Buffer.of(1, 2), Buffer.of(3), Buffer.of(4)];
  const said = ends.update(id, sent, paths, buffers);
  await ends.answered(said);
  expect(cells.printed(said)).toBe(
    "a 2\ndeep { list: [ Uint8Array(2) [ 1, 2 ] ] }\ndata Float32Array(2) [ 0.5, 2 ]\n",
  );
  const echo = await ends.next(id, "echo_update");
  expect(echo).toMatchObject({ run: said, buffers: buffers.slice(0, 2) });
  expect(echo.data).toEqual({
    method: "echo_update",
    state: { a: 2, deep: { list: [null] } },
    buffer_paths: paths.slice(0, 2),
  });
  expect(await cells.value("[w.get('a'), w.get('other')]")).toBe("[ 2, undefined ]");
  expect(ends.heard(id)).toHaveLength(1);
});

test("bytes that make no whole numbers stay bytes", async () => {
  const { id } = await ends.opened(make("{ data: Float32Array.of(1) }"));
  await ends.answered(ends.update(id, {}, [["data"]], [Buffer.of(1, 2, 3)]));
  expect(await cells.value("w.get('data')")).toContain("Uint8Array");
});

test("a handler may set the value to another", async () => {
  const { id } = await ends.opened(
    `${make("{ a: 1 }")} w.on("change:a", ({ new: a }) => { if (a > 10) w.set("a", 10) });`,
  );
  await ends.answered(ends.update(id, { a: 20 }));
  expect((await ends.next(id, "update")).data.state).toEqual({ a: 10 });
  expect(ends.heard(id).map(({ data }) => data.method)).toEqual(["echo_update", "update"]);
});

test.each([
  ["throws", "() => { throw new RangeError('no') }"],
  ["rejects", "async () => { throw new RangeError('no') }"],
])("a handler that %s is reported, and the others are called", async (_name, handler) => {
  const { id } = await ends.opened(
    `${make("{ a: 1, b: 1 }")} w.on("change:a", ${handler});
     w.on("change:a", () => console.log("heard")).on("change:b", () => console.log("and b"))`,
  );
  const said = ends.update(id, { a: 2, b: 2 });
  expect(await cells.output("uncaught")).toMatchObject({ run: said, error: { message: "no" } });
  expect(cells.printed(said)).toBe("heard\nand b\n");
  await ends.answered(said);
});

test("custom messages go both ways, after what was set before", async () => {
  const { id } = await ends.opened(
    `${make("{ a: 1 }")} w.onMessage((content, buffers) => console.log(content, buffers));
     w.set("a", 2); w.set("a", 3); w.send({ hello: [1] }, [Float32Array.of(1)]);`,
  );
  const [first, second, custom] = ends.heard(id);
  expect([first?.data.state, second?.data.state]).toEqual([{ a: 2 }, { a: 3 }]);
  expect(custom?.data).toEqual({ method: "custom", content: { hello: [1] } });
  expect(custom?.buffers).toEqual([bytes(1)]);
  const said = ends.say(id, "message", { method: "custom", content: { click: 1 } }, [Buffer.of(5)]);
  await ends.answered(said);
  expect(cells.printed(said)).toBe("{ click: 1 } [ Uint8Array(1) [ 5 ] ]\n");
});

test("states are given to front ends that come later, one or all", async () => {
  const { id } = await ends.opened(make("{ a: 1, data: Uint8Array.of(9) }"));
  const closed = await ends.opened("widget({ esm: './x' + '\\n', state: { b: 2 } }).close()");
  await ends.answered(ends.say(id, "message", { method: "request_state" }));
  const one = await ends.next(id, "update");
  expect(one.data).toMatchObject({ state: { _esm: ESM, a: 1 }, buffer_paths: [["data"]] });
  ends.open("control", "jupyter.widget.control");
  ends.say("control", "message", { method: "request_states" });
  const all = await ends.next("control", "update_states");
  const states = all.data.states as Record<string, unknown>;
  expect(states[id]).toEqual({
    model_name: "AnyModel",
    model_module: "anywidget",
    model_module_version: "~0.*",
    state: expect.objectContaining({ _esm: ESM, a: 1 }),
  });
  expect(states).not.toHaveProperty(closed.id);
  const paths = all.data.buffer_paths as unknown[][];
  const at = paths.findIndex(([model]) => model === id);
  expect(paths[at]).toEqual([id, "state", "data"]);
  expect(all.buffers[at]).toEqual(Buffer.of(9));
});

test("a widget that a front end closes says nothing any more", async () => {
  const { id } = await ends.opened(make("{ a: 1 }"));
  await ends.answered(ends.say(id, "close"));
  expect(await cells.value("w.set('a', 2); w.send({}); w.close(); [w.get('a'), w.isOpen]")).toBe(
    "[ 2, false ]",
  );
  expect(ends.heard(id)).toHaveLength(0);
  ends.open("control2", "jupyter.widget.control");
  ends.say("control2", "message", { method: "request_states" });
  const { data } = await ends.next("control2", "update_states");
  expect(data.states).not.toHaveProperty(id);
});

test("what is set in a loop is joined, and the last value is sent before the cell ends", async () => {
  const { id } = await ends.opened(make("{ a: 0 }"));
  await cells.run("for (let i = 1; i <= 10_000; i++) w.set('a', i)");
  const sent = ends.heard(id).map(({ data }) => (data.state as { a: number }).a);
  expect(sent.at(0)).toBe(1);
  expect(sent.at(-1)).toBe(10_000);
  expect(sent.length).toBeLessThan(1000);
});

test("tensors arrive with dtype and shape, as they were when they were set", async () => {
  const opened = await ends.opened(
    `var image = tf.tensor2d([[1, 2], [3, 4]]);
     ${make("{ image, parts: [tf.tensor1d([1], 'int32'), tf.tensor1d(['a', 'é'])] }")} image.dispose();`,
  );
  expect(opened.data.state).toMatchObject({
    image: { dtype: "float32", shape: [2, 2] },
    parts: [
      { dtype: "int32", shape: [1] },
      { dtype: "string", shape: [2], values: ["a", "é"] },
    ],
  });
  expect(opened.data.buffer_paths).toEqual([
    ["image", "buffer"],
    ["parts", 0, "buffer"],
  ]);
  expect(opened.buffers[0]).toEqual(bytes(1, 2, 3, 4));
  await ends.answered(ends.say(opened.id, "message", { method: "request_state" }));
  expect((await ends.next(opened.id, "update")).buffers[0]).toEqual(bytes(1, 2, 3, 4));
});

test("fifty megabytes are set and come back", async () => {
  const { id } = await ends.opened(make("{ big: new Uint8Array(50_000_000).fill(3) }"));
  const big = Buffer.alloc(50_000_000, 4);
  await ends.answered(ends.update(id, {}, [["big"]], [big]));
  const echo = await ends.next(id, "echo_update");
  expect(Buffer.compare(echo.buffers[0]!, big)).toBe(0);
  expect(await cells.value("[w.get('big').length, w.get('big')[49_999_999]]")).toBe(
    "[ 50000000, 4 ]",
  );
});

test.each([
  [
    "{ f: () => 1 }",
    "state.f must be bytes, a tensor, or what JSON can write. Received: function f",
  ],
  ["{ n: [1, NaN] }", "state.n[1] must be bytes, a tensor, or what JSON can write. Received: NaN"],
  ["{ n: -1 / 0 }", "state.n must be bytes, a tensor, or what JSON can write. Received: -Infinity"],
  [
    "{ n: { 'a b': 1n } }",
    'state.n["a b"] must be bytes, a tensor, or what JSON can write. Received: 1n',
  ],
  [
    "{ u: undefined }",
    "state.u must be bytes, a tensor, or what JSON can write. Received: undefined",
  ],
  ["{ m: new Map() }", "state.m must be bytes, a tensor, or what JSON can write. Received: a Map"],
  [
    "{ s: Symbol('q') }",
    "state.s must be bytes, a tensor, or what JSON can write. Received: Symbol(q)",
  ],
  [
    "{ c: (() => { const c = {}; c.d = [c]; return c })() }",
    "state.c.d[0] must not contain itself. Received: an object",
  ],
  ["{ _esm: 1 }", "state must not have the key _esm, which front ends use"],
  ["[1]", "state must be a record of values. Received: [1]"],
  [
    "{ t: (() => { const t = tf.ones([2]); t.dispose(); return t })() }",
    "state.t must be a tensor that can be read. Received: a tensor that was disposed",
  ],
])("state %s is refused", async (state, message) => {
  const before = cells.outputs.length;
  expect(await cells.value(make(state))).toMatch(/^\w*Error: widget: /);
  expect(await cells.value(make(state))).toContain(`widget: ${message}`);
  expect(cells.outputs.slice(before).filter(({ type }) => type === "comm")).toEqual([]);
});

test("depth without end is refused, and dates, gaps and classes travel as JSON writes them", async () => {
  expect(
    await cells.value(
      `let deep: unknown = 1; for (let i = 0; i < 100_000; i++) deep = [deep]; ${make("{ deep }")}`,
    ),
  ).toContain("must not lie deeper than 100");
  const { data } = await ends.opened(
    make("{ d: new Date(0), o: { gone: undefined, p: new (class { x = 1 })() } }"),
  );
  expect(data.state).toMatchObject({ d: "1970-01-01T00:00:00.000Z", o: { p: { x: 1 } } });
});

test("set refuses what cannot travel and keys that are not there, and changes nothing", async () => {
  const { id } = await ends.opened(make("{ a: 1, b: 2 }"));
  expect(await cells.value("w.set({ a: 5, b: NaN })")).toContain("widget: state.b must be");
  expect(await cells.value("w.set('c', 5)")).toBe(
    "RangeError: widget: the state has the keys a, b. Received: c",
  );
  expect(await cells.value("[w.get('a'), w.get('b')]")).toBe("[ 1, 2 ]");
  expect(ends.heard(id)).toEqual([]);
});

test("modules and style rules are read from files beside the notebook, or left to the front end", async () => {
  mkdirSync(join(cells.folder, "parts"), { recursive: true });
  writeFileSync(join(cells.folder, "parts", "slider.js"), ESM);
  const { data } = await ends.opened(
    "widget({ esm: './parts/slider.js', css: new URL('https://x.org/a.css') })",
  );
  expect(data.state).toMatchObject({ _esm: ESM, _css: "https://x.org/a.css" });
  expect(await cells.value("widget({ esm: './parts/none.js' })")).toMatch(
    /^Error: widget: esm must name a file that can be read\. Received: .*none\.js \(ENOENT\)$/,
  );
  expect(await cells.value("widget({ esm: 5 })")).toBe(
    "TypeError: widget: esm must be source code, a file or a URL. Received: 5",
  );
});
