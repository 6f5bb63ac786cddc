import { afterAll, beforeAll, expect, test } from "vitest";
import type { CommTraffic } from "../../../dist/kernel/evaluate/comm-traffic.js";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
let message = 0;
beforeAll(() => {
  cells = startCells();
});
afterAll(() => cells.dispose());

interface Said {
  readonly data?: Record<string, unknown>;
  readonly metadata?: Record<string, unknown>;
  readonly buffers?: readonly Uint8Array[];
}

/** delivers what a front end says; returns the number of the message */
function say(id: string, what: "message" | "close" | { target: string }, said: Said = {}): number {
  const { data = {}, metadata = {}, buffers = [] } = said;
  const part = { id, data, metadata, buffers };
  const traffic: CommTraffic =
    typeof what === "string" ? { action: what, ...part } : { action: "open", ...what, ...part };
  cells.deliver({ type: "comm", run: --message, ...traffic });
  return message;
}

const heard = (id: string) => cells.output("comm", (event) => event.id === id);
const handled = (run: number) => cells.output("handled", (event) => event.run === run);

test("a cell opens a comm, sends and closes it once", async () => {
  await cells.run(`
    const comm = comms.open("plot", { points: 3 }, { id: "own", metadata: { version: "2.1.0" }, buffers: [Float32Array.of(1.5)] });
    comm.send({ color: "red" });
    comm.close({ why: "done" });
    comm.close();
    comm.send({ color: "blue" });`);
  const said = cells.outputs.filter((event) => event.type === "comm");
  expect(said).toEqual([
    {
      type: "comm",
      run: cells.lastRun,
      action: "open",
      id: "own",
      target: "plot",
      data: { points: 3 },
      metadata: { version: "2.1.0" },
      buffers: [Buffer.from(Float32Array.of(1.5).buffer)],
    },
    expect.objectContaining({ action: "message", id: "own", data: { color: "red" } }),
    expect.objectContaining({ action: "close", id: "own", data: { why: "done" } }),
  ]);
  expect(await cells.value("[comm.isOpen, comms.get('own'), comm]")).toBe(
    "[ false, undefined, Comm plot own (closed) ]",
  );
});

test("a registered target takes what a front end opens and answers it", async () => {
  await cells.run(`
    comms.register("echo", (comm, { data, metadata }) => {
      comm.send({ hello: data, metadata });
      comm.onMessage(({ data, metadata, buffers }) => comm.send(data, { metadata, buffers }));
      comm.onClose(({ data }) => console.log("closed", data));
    });`);
  const opening = say("e1", { target: "echo" }, { data: { a: 1 }, metadata: { m: 2 } });
  expect(await cells.output("accepted")).toMatchObject({ id: "e1", target: "echo" });
  expect(await heard("e1")).toMatchObject({
    run: opening,
    data: { hello: { a: 1 }, metadata: { m: 2 } },
  });
  await handled(opening);
  const bytes = Uint8Array.of(1, 2, 3, 250);
  say("e1", "message", { data: { n: 1 }, metadata: { k: "v" }, buffers: [bytes, bytes] });
  const answer = await heard("e1");
  expect(answer).toMatchObject({ action: "message", data: { n: 1 }, metadata: { k: "v" } });
  expect(answer.buffers.map((buffer) => [...buffer])).toEqual([[...bytes], [...bytes]]);
  const closing = say("e1", "close", { data: { bye: true } });
  expect(await cells.output("stream")).toMatchObject({
    run: closing,
    text: "closed { bye: true }\n",
  });
  await handled(say("e1", "close"));
  expect(await cells.value("comms.get('e1')")).toBeUndefined();
});

test("a comm to a target that nobody registered is closed", async () => {
  const opening = say("nobody", { target: "unheard of" });
  expect(await heard("nobody")).toMatchObject({ action: "close", run: opening });
  await handled(opening);
  await cells.run("comms.register('gone', () => {}); comms.unregister('gone')");
  say("nobody2", { target: "gone" });
  expect(await heard("nobody2")).toMatchObject({ action: "close" });
});

test("messages are handled while a cell awaits, and after a loop ended", async () => {
  const value = cells.value(`
    const wish = await new Promise((resolve) => {
      comms.open("ask", {}, { id: "asking" }).onMessage(({ data }) => resolve(data.wish));
    });
    wish`);
  await heard("asking");
  say("asking", "message", { data: { wish: "a pony" } });
  expect(await value).toBe("'a pony'");
  const loop = cells.runUntil(
    "let seen = 0; comms.open('count', {}, { id: 'counted' }).onMessage(() => { seen++ }); console.log('spins'); const end = Date.now() + 50; while (Date.now() < end); seen",
    "spins",
    () => say("counted", "message"),
  );
  expect((await loop).result?.data["text/plain"]).toBe("0");
  await handled(message);
  expect(await cells.value("seen")).toBe("1");
});

test("what a handler prints belongs to its message, what its cell prints meanwhile to the cell", async () => {
  const value = cells.runUntil(
    `const done = new Promise<void>((resolve) => {
       comms.open("print", {}, { id: "printing" }).onMessage(() => { console.log("from the handler"); resolve() });
     });
     console.log("before"); await done; console.log("after")`,
    "before",
    () => say("printing", "message"),
  );
  await value;
  const run = cells.lastRun;
  expect(cells.printed(run)).toBe("before\nafter\n");
  expect(cells.printed(message)).toBe("from the handler\n");
});

test("bytes arrive with memory of their own", async () => {
  const value = cells.value(`
    const numbers = await new Promise<Float32Array>((resolve) => {
      comms.open("floats", {}, { id: "floats" }).onMessage(({ buffers }) => resolve(new Float32Array(buffers[0]!.buffer)));
    });
    numbers`);
  await heard("floats");
  const bytes = new Uint8Array(Float32Array.of(0.5, -2).buffer);
  say("floats", "message", { buffers: [Uint8Array.of(9), bytes].slice(1) });
  expect(await value).toContain("0.5, -2");
});

test.each([
  ["throws", "() => { throw new RangeError('too far') }", "RangeError", "too far"],
  ["rejects", "async () => { throw new RangeError('too late') }", "RangeError", "too late"],
])("a handler that %s is reported for its message", async (_name, handler, name, text) => {
  await cells.run(`comms.open('bad', {}, { id: '${text}' }).onMessage(${handler})`);
  const run = say(text, "message");
  expect(await cells.output("uncaught")).toMatchObject({ run, error: { name, message: text } });
  await handled(run);
});

test("a comm whose acceptor throws is closed", async () => {
  await cells.run("comms.register('faulty', () => { throw new Error('no room') })");
  const run = say("faulty", { target: "faulty" });
  expect(await heard("faulty")).toMatchObject({ action: "close" });
  expect(await cells.output("uncaught")).toMatchObject({ run, error: { message: "no room" } });
});

test("an interrupt stops a handler that spins, and the messages behind it are handled", async () => {
  await cells.run(`
    let later = 0;
    comms.open("spin", {}, { id: "spinning" }).onMessage(({ data }) => {
      if (data.spin) { console.log("spins"); while (true) {} }
      later++;
    });`);
  const spinning = say("spinning", "message", { data: { spin: true } });
  say("spinning", "message");
  const last = say("spinning", "message");
  await cells.output("stream", ({ text }) => text.includes("spins"));
  cells.interrupt();
  expect(await cells.output("uncaught")).toMatchObject({
    run: spinning,
    error: { name: "Interrupted" },
  });
  await handled(spinning);
  await handled(last);
  expect(await cells.value("later")).toBe("2");
});

test("data that is no record or no JSON, and buffers that are no bytes, are refused", async () => {
  expect(await cells.value("comms.open('x', 5 as never)")).toBe(
    "TypeError: comm: data must be an object. Received: 5",
  );
  expect(await cells.value("comms.open('x', {}, { buffers: [[1] as never] })")).toBe(
    "TypeError: comm: buffers must be ArrayBuffers or views of them. Received: 1",
  );
  expect(await cells.value("comms.open('x', { n: 1n }, { id: 'unborn' })")).toContain("BigInt");
  expect(await cells.value("comms.get('unborn')")).toBeUndefined();
});

test("fifty megabytes go through both ways", async () => {
  const bytes = new Uint8Array(50_000_000);
  bytes[0] = 1;
  bytes[49_999_999] = 2;
  await cells.run(
    "comms.open('big', {}, { id: 'big' }).onMessage(({ buffers }) => comms.get('big')!.send({}, { buffers }))",
  );
  await heard("big");
  say("big", "message", { buffers: [bytes] });
  const { buffers } = await heard("big");
  expect(Buffer.compare(buffers[0]!, bytes)).toBe(0);
});
