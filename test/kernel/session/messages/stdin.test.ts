import { expect, test } from "vitest";
import { startFakeSession } from "../fake-session.js";

/** a session whose first cell runs until `finish` */
function startRunningCell(content: object = { allow_stdin: true }) {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const fake = startFakeSession({
    evaluate: async ({ cell }) => {
      if (cell.code === "ask") await finished;
      return {};
    },
  });
  const cell = fake.request("execute_request", { code: "ask", ...content });
  const ask = (id: number, prompt: string, password = false) =>
    fake.session.output({ type: "input", run: 1, id, prompt, password });
  const reply = (value: string, more = {}) => fake.request("input_reply", { value }, "stdin", more);
  const asked = () => fake.sent.filter(({ type }) => type === "input_request");
  return { fake, cell, ask, reply, asked, finish };
}

test("a question goes to the peer that sent the cell, as an answer to its request", () => {
  const { cell, ask, asked } = startRunningCell();
  ask(1, "Token: ", true);
  expect(asked()).toMatchObject([
    { channel: "stdin", parent: cell, content: { prompt: "Token: ", password: true } },
  ]);
  expect(asked()[0]!.message.identities).toEqual([Buffer.from("client")]);
});

test("the reply of that peer is the answer, whatever the other peers say", () => {
  const { fake, ask, reply } = startRunningCell();
  ask(7, "?");
  reply("intruder", { identities: [Buffer.from("somebody else")] });
  expect(fake.answers).toEqual([]);
  reply("mine");
  reply("twice");
  expect(fake.answers).toEqual([{ id: 7, value: "mine" }]);
});

test("a reply to an older question is ignored", () => {
  const { fake, ask, reply, asked } = startRunningCell();
  reply("to nothing");
  ask(1, "first");
  const first = asked()[0]!.message.header;
  reply("one");
  ask(2, "second");
  reply("late", { parent_header: first });
  expect(fake.answers).toEqual([{ id: 1, value: "one" }]);
  reply("two", { parent_header: asked()[1]!.message.header });
  expect(fake.answers).toEqual([
    { id: 1, value: "one" },
    { id: 2, value: "two" },
  ]);
});

test("questions are asked one at a time", () => {
  const { fake, ask, reply, asked } = startRunningCell();
  ask(1, "a");
  ask(2, "b");
  expect(asked().map(({ content }) => content.prompt)).toEqual(["a"]);
  reply("A");
  expect(asked().map(({ content }) => content.prompt)).toEqual(["a", "b"]);
  reply("B");
  expect(fake.answers).toEqual([
    { id: 1, value: "A" },
    { id: 2, value: "B" },
  ]);
});

test.each([{ allow_stdin: false }, {}])("a cell sent with %o is refused", (content) => {
  const { fake, ask, asked } = startRunningCell(content);
  ask(1, "?");
  expect(asked()).toEqual([]);
  expect(fake.answers).toEqual([{ id: 1, refused: true }]);
});

test("a cell that has ended is neither asked for nor answered", async () => {
  const { fake, cell, ask, reply, asked, finish } = startRunningCell();
  ask(1, "asked");
  ask(2, "queued");
  finish();
  await fake.reply(cell);
  await fake.reply(fake.request("execute_request", { code: "1" }));
  reply("late");
  expect(fake.answers).toEqual([]);
  ask(3, "too late");
  expect(fake.answers).toEqual([{ id: 3, refused: true }]);
  expect(asked()).toHaveLength(1);
});

test("other requests are answered while a question waits", async () => {
  const { fake, ask } = startRunningCell();
  ask(1, "?");
  for (const type of ["complete_request", "inspect_request", "kernel_info_request"]) {
    const { content } = await fake.reply(fake.request(type, { code: "Math", cursor_pos: 4 }));
    expect(content.status).toBe("ok");
  }
});
