import { afterEach, expect, it } from "vitest";
import { createMessage } from "../../../kernel/wire/create-message.js";
import type { Message } from "../../../kernel/wire/message.js";
import { type Script, startFakeKernel } from "./fake-kernel.js";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start(script: Script = () => undefined) {
  const kernel = await startFakeKernel(script);
  cleanups.push(kernel.close);
  return kernel;
}

it("gathers the outputs of a cell before it resolves", async () => {
  const { client } = await start((_, publish) => {
    for (let line = 0; line < 200; line++) publish("stream", { name: "stdout", text: `${line}\n` });
    const data = { "text/plain": "2" };
    publish("execute_result", { data, metadata: {}, transient: {}, execution_count: 1 });
    return undefined;
  });
  const { reply, outputs } = await client.execute("1 + 1");
  expect(reply).toMatchObject({ status: "ok", execution_count: 1 });
  const text = Array.from({ length: 200 }, (_, line) => `${line}\n`).join("");
  expect(outputs).toEqual([
    { output_type: "stream", name: "stdout", text },
    {
      output_type: "execute_result",
      data: { "text/plain": "2" },
      metadata: {},
      execution_count: 1,
    },
  ]);
});

it("reports a failing cell by its reply, not by a rejection", async () => {
  const { client } = await start(() => "RangeError");
  const { reply, outputs } = await client.execute("boom");
  expect(reply).toMatchObject({ status: "error", ename: "RangeError", evalue: "as told" });
  expect(outputs).toMatchObject([{ output_type: "error", ename: "RangeError" }]);
});

it("tells of every change of the outputs while the cell runs", async () => {
  const { client } = await start((_, publish) => {
    publish("stream", { name: "stdout", text: "a" });
    publish("stream", { name: "stderr", text: "b" });
    return undefined;
  });
  const seen: string[] = [];
  await client.execute("x", {
    onOutput: (outputs) => seen.push(outputs.map((o) => ("text" in o ? o.text : "")).join("|")),
  });
  expect(seen).toEqual(["a", "a|b"]);
});

it("updates a display of an earlier cell", async () => {
  const { client } = await start((code, publish) => {
    const bundle = { data: { "text/plain": code }, metadata: {}, transient: { display_id: "d" } };
    publish(code === "first" ? "display_data" : "update_display_data", bundle);
    return undefined;
  });
  const first = await client.execute("first");
  const second = await client.execute("second");
  expect(first.outputs).toMatchObject([{ data: { "text/plain": "second" } }]);
  expect(second.outputs).toEqual([]);
});

it("answers prompts of the cell that asks", async () => {
  const { client } = await start(async (_, publish, prompt) => {
    publish("stream", { name: "stdout", text: `hello ${await prompt("name? ")}` });
    return undefined;
  });
  const { outputs } = await client.execute("ask", { onInput: (text) => `${text}Ada` });
  expect(outputs).toMatchObject([{ text: "hello name? Ada" }]);
});

it("interrupts a cell that never ends", async () => {
  const { client } = await start(() => new Promise(() => {}));
  const running = client.execute("for ever");
  await client.interrupt();
  expect((await running).reply).toMatchObject({ status: "error", ename: "Interrupted" });
});

it("counts the cursor in code points", async () => {
  const { client } = await start();
  expect(await client.complete("'🦆'.le")).toMatchObject({ asked: { cursor_pos: 6 } });
  expect(await client.inspect("ab", 1, 1)).toMatchObject({
    asked: { code: "ab", cursor_pos: 1, detail_level: 1 },
  });
});

it("asks every other question in the protocol's words", async () => {
  const { client } = await start();
  expect(await client.isComplete("{")).toMatchObject({ asked: { code: "{" } });
  expect(await client.history({ n: 3 })).toMatchObject({
    asked: { hist_access_type: "tail", n: 3, output: false, raw: true },
  });
  expect(await client.commInfo("t")).toMatchObject({ asked: { target_name: "t" } });
  expect(await client.shutdown(true)).toMatchObject({ asked: { restart: true } });
  expect(await client.kernelInfo("control")).toMatchObject({ status: "ok" });
  await client.heartbeat();
});

it("rejects what is awaited when the kernel fails, and all that comes after", async () => {
  const { client } = await start(() => new Promise(() => {}));
  const running = client.execute("for ever");
  client.fail(new Error("gone"));
  await expect(running).rejects.toThrow("gone");
  await expect(client.execute("1")).rejects.toThrow("gone");
  await expect(client.kernelInfo()).rejects.toThrow("gone");
});

it("gives output that arrives after idle to its own cell", async () => {
  const { client, transport } = await start();
  const inputs: Message[] = [];
  client.listen((_, message) => {
    if (message.header.msg_type === "execute_input") inputs.push(message);
  });
  const first = await client.execute("first");
  const late = createMessage("stream", { name: "stdout", text: "late" }, "fake");
  transport.publish({ ...late, parent_header: inputs[0]!.parent_header });
  const second = await client.execute("second");
  expect(first.outputs).toEqual([{ output_type: "stream", name: "stdout", text: "late" }]);
  expect(second.outputs).toEqual([]);
});
