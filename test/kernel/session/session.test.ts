import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { startFakeSession } from "./fake-session.js";

const text = (value: string) => ({ data: { "text/plain": value }, metadata: {} });

test("a cell's messages come in the order of the protocol", async () => {
  const fake = startFakeSession({
    evaluate: async ({ run }, session) => {
      session.output({ type: "stream", run, name: "stdout", text: "hi\n" });
      return { result: text("2") };
    },
  });
  const id = fake.request("execute_request", { code: "1 + 1" });
  const reply = await fake.reply(id);
  await nextTurn();
  expect(fake.published(id)).toEqual(["busy", "execute_input", "stream", "execute_result", "idle"]);
  expect(reply.content).toEqual({
    status: "ok",
    execution_count: 1,
    user_expressions: {},
    payload: [],
  });
  const types = fake.sent.map(({ type }) => type);
  expect(types.indexOf("execute_reply")).toBeLessThan(types.lastIndexOf("status"));
});

test("the execution count starts at 1 and grows with what is stored", async () => {
  const fake = startFakeSession();
  const counts = [];
  for (const content of [
    { code: "1" },
    { code: "2", silent: true },
    { code: "3", store_history: false },
    { code: "  " },
    { code: "4" },
  ]) {
    counts.push(
      (await fake.reply(fake.request("execute_request", content))).content.execution_count,
    );
  }
  expect(counts).toEqual([1, 1, 1, 1, 2]);
});

test("a silent request that fails shows its error and stops nothing", async () => {
  const error = { name: "Error", message: "x", frames: [] };
  const fake = startFakeSession({
    evaluate: async ({ cell }) => (cell.code === "bad" ? { error } : {}),
  });
  const bad = fake.request("execute_request", { code: "bad", silent: true });
  const next = fake.request("execute_request", { code: "2" });
  expect((await fake.reply(bad)).content).toMatchObject({ status: "error", execution_count: 0 });
  expect((await fake.reply(next)).content.status).toBe("ok");
  expect(fake.published(bad)).toEqual(["busy", "error", "idle"]);
});

test("a silent request shows neither its input nor its result", async () => {
  const fake = startFakeSession({ evaluate: async () => ({ result: text("2") }) });
  const id = fake.request("execute_request", { code: "1 + 1", silent: true });
  await fake.reply(id);
  await nextTurn();
  expect(fake.published(id)).toEqual(["busy", "idle"]);
});

test("an error is published once and repeated in the reply", async () => {
  const error = { name: "TypeError", message: "no", frames: [] };
  const fake = startFakeSession({ evaluate: async () => ({ error }) });
  const id = fake.request("execute_request", { code: "f()" });
  const reply = await fake.reply(id);
  await nextTurn();
  expect(fake.published(id)).toEqual(["busy", "execute_input", "error", "idle"]);
  expect(reply.content).toMatchObject({ status: "error", ename: "TypeError", evalue: "no" });
  const published = fake.sent.find(({ type }) => type === "error");
  expect(published?.content.traceback).toEqual(reply.content.traceback);
});

test("after an error the requests already queued are aborted, later ones run", async () => {
  const error = { name: "Error", message: "x", frames: [] };
  const fake = startFakeSession({
    evaluate: async ({ cell }) => (cell.code === "bad" ? { error } : {}),
  });
  const ids = ["1", "bad", "3", "4"].map((code) => fake.request("execute_request", { code }));
  const statuses = [];
  for (const id of ids) statuses.push((await fake.reply(id)).content.status);
  expect(statuses).toEqual(["ok", "error", "aborted", "aborted"]);
  const later = await fake.reply(fake.request("execute_request", { code: "5" }));
  expect(later.content.status).toBe("ok");
});

test("with stop_on_error false the queue goes on", async () => {
  const error = { name: "Error", message: "x", frames: [] };
  const fake = startFakeSession({
    evaluate: async ({ cell }) => (cell.code === "bad" ? { error } : {}),
  });
  fake.request("execute_request", { code: "bad", stop_on_error: false });
  const next = fake.request("execute_request", { code: "2" });
  expect((await fake.reply(next)).content.status).toBe("ok");
});

test("everything but execution is answered while a cell runs", async () => {
  let finish = () => {};
  const running = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const fake = startFakeSession({
    evaluate: async () => {
      await running;
      return {};
    },
  });
  const cell = fake.request("execute_request", { code: "while (true) {}" });
  for (const [type, content] of [
    ["kernel_info_request", {}],
    ["complete_request", { code: "a.", cursor_pos: 2 }],
    ["inspect_request", { code: "a", cursor_pos: 1 }],
    ["is_complete_request", { code: "f(" }],
    ["history_request", { hist_access_type: "tail", n: 3 }],
    ["comm_info_request", {}],
    ["interrupt_request", {}],
  ] as const) {
    const reply = await fake.reply(fake.request(type, content, "control"));
    expect(reply.type).toBe(type.replace("request", "reply"));
    expect(reply.content.status).toBe(type === "is_complete_request" ? "incomplete" : "ok");
  }
  await nextTurn();
  expect(fake.interrupts).toBe(1);
  const last = fake.sent.filter(({ type }) => type === "status").at(-1);
  expect(last).toMatchObject({ parent: cell, content: { execution_state: "busy" } });
  finish();
  await fake.reply(cell);
});

test("a request that nobody understands is bracketed by busy and idle and gets no reply", async () => {
  const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const fake = startFakeSession();
  const id = fake.request("made_up_request");
  await nextTurn();
  expect(fake.published(id)).toEqual(["busy", "idle"]);
  const proto = fake.request("__proto___request");
  await nextTurn();
  expect(fake.published(proto)).toEqual(["busy", "idle"]);
  // the second within a second is held back
  expect(log.mock.calls).toEqual([["preplab: no answer to made_up_request on shell\n"]]);
  log.mockRestore();
});

test("connection and usage are told, subshells are declined", async () => {
  const fake = startFakeSession();
  const answer = async (type: string) => (await fake.reply(fake.request(type))).content;
  expect(await answer("connect_request")).toEqual({
    status: "ok",
    shell_port: 1,
    control_port: 2,
    stdin_port: 3,
    iopub_port: 4,
    hb_port: 5,
  });
  expect(await answer("usage_request")).toMatchObject({ status: "ok", pid: process.pid });
  for (const verb of ["create", "delete", "list"]) {
    expect(await answer(`${verb}_subshell_request`)).toMatchObject({
      status: "error",
      ename: "NotSupported",
    });
  }
});

test("an execute request without code is told what is wrong", async () => {
  const fake = startFakeSession();
  const reply = await fake.reply(fake.request("execute_request", { cod: "1" }));
  expect(reply.content).toMatchObject({
    status: "error",
    ename: "BadRequest",
    evalue: "execute_request: code must be a string. Received: nothing",
  });
});

test("a syntax error never reaches the evaluator", async () => {
  const fake = startFakeSession();
  const reply = await fake.reply(fake.request("execute_request", { code: "const = 3" }));
  expect(reply.content).toMatchObject({ status: "error", ename: "SyntaxError" });
  expect((reply.content.traceback as string[]).join("\n")).toContain("Cell [1]:1:7");
  expect(fake.evaluated).toEqual([]);
});

const mismatch = {
  code: 2322,
  message: "Type 'string' is not assignable to type 'number'.",
  start: 6,
  end: 7,
};

test("a type error keeps the cell from running", async () => {
  const fake = startFakeSession({ check: () => [mismatch] });
  const reply = await fake.reply(fake.request("execute_request", { code: "const a: number = ''" }));
  expect(reply.content).toMatchObject({ status: "error", ename: "TypeScriptError" });
  expect(fake.evaluated).toEqual([]);
});

test("the evaluator prepares for a cell while it is checked", async () => {
  const preparedWhenChecked: number[] = [];
  const fake = startFakeSession({
    check: () => {
      preparedWhenChecked.push(...fake.prepared);
      return [];
    },
  });
  await fake.reply(fake.request("execute_request", { code: "tf" }));
  expect(preparedWhenChecked).toEqual([1]);
});

test("in warn mode a type error is printed and the cell runs", async () => {
  const fake = startFakeSession({ check: () => [mismatch], typecheck: "warn" });
  const id = fake.request("execute_request", { code: "const a: number = ''" });
  expect((await fake.reply(id)).content.status).toBe("ok");
  expect(fake.published(id).slice(0, 3)).toEqual(["busy", "execute_input", "stream"]);
  expect(fake.evaluated.length).toBe(1);
});

test("late output belongs to the cell that made it", async () => {
  const fake = startFakeSession();
  const first = fake.request("execute_request", { code: "1" });
  await fake.reply(first);
  await fake.reply(fake.request("execute_request", { code: "2" }));
  fake.session.output({ type: "stream", run: 1, name: "stdout", text: "late" });
  expect(fake.sent.at(-1)).toMatchObject({ type: "stream", parent: first });
});

test("cursor positions count code points", async () => {
  const fake = startFakeSession();
  const reply = await fake.reply(
    fake.request("complete_request", { code: "'😀'.le", cursor_pos: 6 }),
  );
  expect(reply.content).toMatchObject({ matches: ["match"], cursor_start: 0, cursor_end: 6 });
  for (const cursor_pos of [9999, -1, null, "x"]) {
    const clamped = await fake.reply(fake.request("complete_request", { code: "ab", cursor_pos }));
    expect(clamped.content.status).toBe("ok");
  }
});

test("inspection offers text, markdown and html", async () => {
  const fake = startFakeSession();
  const reply = await fake.reply(fake.request("inspect_request", { code: "x", cursor_pos: 1 }));
  expect(reply.content.data).toEqual({
    "text/plain": "const x: number\n\nWhat x is.",
    "text/markdown": "```typescript\nconst x: number\n```\n\nWhat **x** is.",
    "text/html": "<pre><code>const x: number</code></pre><p>What <strong>x</strong> is.</p>",
  });
});

test("history holds inputs, and the text of results when asked", async () => {
  const fake = startFakeSession({
    evaluate: async ({ cell }) => ({ result: text(`<${cell.code}>`) }),
  });
  for (const code of ["let a = 1", "a + 1"]) {
    await fake.reply(fake.request("execute_request", { code }));
  }
  const ask = async (content: object) =>
    (await fake.reply(fake.request("history_request", content))).content.history;
  expect(await ask({ hist_access_type: "tail", n: 2 })).toEqual([
    [1, 1, "let a = 1"],
    [1, 2, "a + 1"],
  ]);
  expect(await ask({ hist_access_type: "search", pattern: "a*", output: true })).toEqual([
    [1, 2, ["a + 1", "<a + 1>"]],
  ]);
});

test("shutdown echoes restart and then ends the kernel", async () => {
  const fake = startFakeSession();
  const reply = await fake.reply(fake.request("shutdown_request", { restart: true }, "control"));
  expect(reply.content).toEqual({ status: "ok", restart: true });
  await nextTurn();
  expect(fake.shutdowns).toBe(1);
});

test("user expressions of an empty cell are answered, too", async () => {
  const fake = startFakeSession({
    evaluate: async ({ expressions }) => ({
      expressions: Object.fromEntries(
        Object.keys(expressions ?? {}).map((name) => [name, { status: "ok", bundle: text("1") }]),
      ),
    }),
  });
  const reply = await fake.reply(
    fake.request("execute_request", { code: "", user_expressions: { a: "1" } }),
  );
  expect(reply.content).toMatchObject({ execution_count: 0, user_expressions: { a: text("1") } });
});

test("user expressions are answered one by one", async () => {
  const fake = startFakeSession({
    evaluate: async () => ({
      expressions: {
        good: { status: "ok", bundle: text("1") },
        bad: { status: "error", error: { name: "Error", message: "no", frames: [] } },
      },
    }),
  });
  const reply = await fake.reply(
    fake.request("execute_request", { code: "1", user_expressions: { good: "1", bad: "no()" } }),
  );
  expect(reply.content.user_expressions).toMatchObject({
    good: { status: "ok", data: { "text/plain": "1" } },
    bad: { status: "error", ename: "Error", evalue: "no" },
  });
});

test("while a cell runs, the one that waits behind it is checked", async () => {
  const steps: string[] = [];
  const fake = startFakeSession({
    check: (code) => {
      steps.push(`check ${code}`);
      return [];
    },
    checkAhead: (code) => void steps.push(`ahead ${code}`),
    evaluate: async ({ cell }) => {
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(`ran ${cell.code}`);
      return {};
    },
  });
  const ids = ["one", "two +", "three"].map((code) =>
    fake.request("execute_request", { code, stop_on_error: false }),
  );
  for (const id of ids) await fake.reply(id);
  // what cannot be parsed is not checked
  expect(steps).toEqual(["check one", "ran one", "check three", "ran three"]);
  const later = ["four", "five"].map((code) => fake.request("execute_request", { code }));
  for (const id of later) await fake.reply(id);
  expect(steps.slice(4)).toEqual([
    "check four",
    "ahead five",
    "ran four",
    "check five",
    "ran five",
  ]);
});
