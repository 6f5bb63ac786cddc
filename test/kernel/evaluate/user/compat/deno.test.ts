import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cells, startCells } from "../../cells.js";

let cells: Cells;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

test("no code can tell that Deno is there, in whatever way packages look for it", async () => {
  expect(await cells.value("Deno.jupyter.html`<b>bold</b>`")).toBe("<text/html>");
  expect(
    await cells.value(
      `[typeof Deno, "Deno" in globalThis, globalThis.Deno?.version, new Function("return typeof Deno")()]`,
    ),
  ).toBe("[ 'undefined', false, undefined, 'undefined' ]");
});

test.each([
  ["in a function", "(() => typeof Deno.jupyter.display)()"],
  ["behind an optional chain", "typeof Deno?.jupyter?.display"],
  ["in a default value", "((show = Deno.jupyter.display) => typeof show)()"],
  ["taken apart", "const { display: shows } = Deno.jupyter; typeof shows"],
])("Deno.jupyter is reached %s", async (_where, code) => {
  expect(await cells.value(code)).toBe("'function'");
});

test("a Deno that a cell declares is that one", async () => {
  expect(await cells.value("((Deno) => Deno.jupyter)({ jupyter: 1 })")).toBe("1");
  expect(await cells.value("const Deno = { jupyter: 2 }; Deno.jupyter")).toBe("2");
  expect(await cells.value("Deno.jupyter")).toBe("2");
  await cells.run("process.exit(0)");
});

test("a message that only the kernel may send is refused", async () => {
  expect(await cells.value('await Deno.jupyter.broadcast("status", {})')).toMatch(
    /^TypeError: Deno\.jupyter\.broadcast: msgType must be one of display_data, .*Received: status$/,
  );
});

test("comms are opened, used and closed by broadcasts", async () => {
  await cells.run(`for (const kind of ["comm_open", "comm_msg", "comm_close"]) {
    await Deno.jupyter.broadcast(
      kind,
      { comm_id: "c1", target_name: "jupyter.widget", data: { kind } },
      { metadata: { version: "2.1.0" }, buffers: [Uint8Array.of(1, 2)] },
    );
  }`);
  const sent = cells.outputs.filter(({ type }) => type === "comm");
  const common = { id: "c1", metadata: { version: "2.1.0" }, buffers: [Buffer.from([1, 2])] };
  expect(sent).toMatchObject([
    { ...common, action: "open", target: "jupyter.widget", data: { kind: "comm_open" } },
    { ...common, action: "message", data: { kind: "comm_msg" } },
    { ...common, action: "close", data: { kind: "comm_close" } },
  ]);
});

test("outputs are cleared by a broadcast", async () => {
  await cells.run(`await Deno.jupyter.broadcast("clear_output", { wait: true })`);
  expect(cells.outputs.at(-1)).toMatchObject({ type: "clear", run: cells.lastRun, wait: true });
});

test("a picture may come from a file, and nothing else passes for one", async () => {
  await cells.run(
    `import { writeFileSync } from "node:fs"; writeFileSync("a.jpg", new Uint8Array([255, 216, 255]))`,
  );
  const { result } = await cells.run(`Deno.jupyter.image("a.jpg")`);
  expect(result?.data["image/jpeg"]).toBe("/9j/");
  expect(await cells.value("Deno.jupyter.image(new Uint8Array(3))")).toBe(
    "TypeError: Deno.jupyter.image: the picture must be PNG or JPEG. Received: bytes of something else",
  );
});
