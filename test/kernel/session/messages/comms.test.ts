import { expect, test } from "vitest";
import { type FakeSession, startFakeSession } from "../fake-session.js";

const nothing = { data: {}, metadata: {}, buffers: [] };

const open = (fake: FakeSession, id: string, target = "echo") =>
  fake.request("comm_open", { comm_id: id, target_name: target, data: {} });

const comms = async (fake: FakeSession, content = {}) => {
  const { content: info } = await fake.reply(fake.request("comm_info_request", content));
  return info.comms;
};

/** as user code does with what a front end opens to a target that it registered */
function accept(fake: FakeSession): void {
  const { run, id } = fake.delivered.at(-1)!;
  fake.session.output({ type: "accepted", run, id, target: "echo" });
  fake.session.output({ type: "handled", run });
}

test("a comm message reaches user code, with idle once it was handled", () => {
  const fake = startFakeSession();
  const buffers = [Buffer.from([1, 2])];
  const request = fake.request(
    "comm_open",
    { comm_id: "c", target_name: "echo", data: { a: 1 } },
    "shell",
    { metadata: { version: "2.1.0" }, buffers },
  );
  expect(fake.delivered).toMatchObject([
    {
      action: "open",
      id: "c",
      target: "echo",
      data: { a: 1 },
      metadata: { version: "2.1.0" },
      buffers,
    },
  ]);
  expect(fake.published(request)).toEqual(["busy"]);
  accept(fake);
  expect(fake.published(request)).toEqual(["busy", "idle"]);
});

test("what a handler prints and sends answers its message", () => {
  const fake = startFakeSession();
  const request = fake.request("comm_msg", { comm_id: "c", data: {} });
  const { run } = fake.delivered[0]!;
  fake.session.output({ type: "stream", run, name: "stdout", text: "hi" });
  const buffers = [Buffer.from([1])];
  const metadata = { version: "2.1.0" };
  fake.session.output({
    type: "comm",
    run,
    action: "message",
    id: "c",
    data: { b: 2 },
    metadata,
    buffers,
  });
  fake.session.output({ type: "handled", run });
  expect(fake.published(request)).toEqual(["busy", "stream", "comm_msg", "idle"]);
  const sent = fake.sent.find(({ type }) => type === "comm_msg")!;
  expect(sent.content).toEqual({ comm_id: "c", data: { b: 2 } });
  expect(sent.message).toMatchObject({ metadata, buffers });
});

test("comm_info tells the open comms of both ends, by target", async () => {
  const fake = startFakeSession();
  open(fake, "front");
  expect(await comms(fake)).toEqual({});
  accept(fake);
  const traffic = { type: "comm", run: 0, id: "back", ...nothing } as const;
  fake.session.output({ ...traffic, action: "open", target: "plot" });
  expect(await comms(fake)).toEqual({
    front: { target_name: "echo" },
    back: { target_name: "plot" },
  });
  expect(await comms(fake, { target_name: "plot" })).toEqual({ back: { target_name: "plot" } });
  fake.session.output({ ...traffic, action: "close" });
  fake.request("comm_close", { comm_id: "front", data: {} });
  fake.request("comm_close", { comm_id: "front", data: {} });
  expect(await comms(fake)).toEqual({});
});

test("a comm that user code does not take is closed in answer to its opening", () => {
  const fake = startFakeSession();
  const request = open(fake, "c", "unheard of");
  const { run } = fake.delivered[0]!;
  fake.session.output({ type: "comm", run, action: "close", id: "c", ...nothing });
  fake.session.output({ type: "handled", run });
  expect(fake.published(request)).toEqual(["busy", "comm_close", "idle"]);
});

test("a message without an id is bracketed by busy and idle and goes nowhere", () => {
  const fake = startFakeSession();
  expect(fake.published(fake.request("comm_msg", { comm_id: 5 }))).toEqual(["busy", "idle"]);
  expect(fake.delivered).toEqual([]);
});

test("a message waits for the cell before it, but not for that cell's end", async () => {
  let begin = () => {};
  let finish = () => {};
  const checked = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const fake = startFakeSession({
    beforeRun: () => checked,
    evaluate: async () => {
      await finished;
      return {};
    },
  });
  const cell = fake.request("execute_request", { code: "register()" });
  open(fake, "c");
  expect(fake.delivered).toEqual([]);
  begin();
  await new Promise((resolve) => setImmediate(resolve));
  expect(fake.delivered).toMatchObject([{ id: "c" }]);
  accept(fake);
  const last = fake.sent.filter(({ type }) => type === "status").at(-1);
  expect(last).toMatchObject({ parent: cell, content: { execution_state: "busy" } });
  finish();
  await fake.reply(cell);
});

test("a message behind a cell that never runs is delivered", async () => {
  const fake = startFakeSession();
  const cell = fake.request("execute_request", { code: "let = = 3" });
  open(fake, "c");
  await fake.reply(cell);
  await new Promise((resolve) => setImmediate(resolve));
  expect(fake.delivered).toMatchObject([{ id: "c" }]);
});

test("when user code is replaced its comms are closed and its messages come to their idle", async () => {
  const fake = startFakeSession();
  open(fake, "c");
  accept(fake);
  const pending = fake.request("comm_msg", { comm_id: "c", data: {} });
  fake.session.replaced();
  expect(fake.published(pending)).toEqual(["busy", "idle"]);
  expect(fake.sent.find(({ type }) => type === "comm_close")!.content).toMatchObject({
    comm_id: "c",
  });
  expect(await comms(fake)).toEqual({});
});

test("a thousand messages do not make a running cell lose its output", () => {
  const fake = startFakeSession({
    evaluate: () => new Promise<never>(() => {}),
  });
  const cell = fake.request("execute_request", { code: "slow()" });
  for (let i = 0; i < 1500; i++) fake.request("comm_msg", { comm_id: "c", data: {} });
  fake.session.output({ type: "stream", run: 1, name: "stdout", text: "still here" });
  expect(fake.sent.at(-1)).toMatchObject({ parent: cell, content: { text: "still here" } });
});

test("clear_output belongs to its cell", async () => {
  const fake = startFakeSession({
    evaluate: async ({ run }, session) => {
      session.output({ type: "clear", run, wait: true });
      return {};
    },
  });
  const cell = fake.request("execute_request", { code: "clearOutput()" });
  await fake.reply(cell);
  expect(fake.sent.find(({ type }) => type === "clear_output")).toMatchObject({
    parent: cell,
    content: { wait: true },
  });
});
