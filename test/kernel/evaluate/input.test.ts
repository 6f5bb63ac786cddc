import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cells, startCells } from "./cells.js";

let cells: Cells;
beforeEach(() => {
  cells = startCells();
});
afterEach(() => cells.dispose());

const answerNext = async (value: string) => {
  const { id, prompt, password } = await cells.output("input");
  cells.answer({ id, value });
  return { prompt, password };
};
const refuseNext = async () => {
  const { id } = await cells.output("input");
  cells.answer({ id, refused: true });
};

test("input() waits for a line and leaves the event loop free", async () => {
  const value = cells.value(
    "const timer = setInterval(() => console.log('tick'), 1); const line = await input('Name? '); clearInterval(timer); line",
  );
  const { id, prompt, password } = await cells.output("input");
  expect({ prompt, password }).toEqual({ prompt: "Name? ", password: false });
  await cells.output("stream");
  cells.answer({ id, value: "Ada" });
  expect(await value).toBe("'Ada'");
});

test("prompt() blocks until the answer is here", async () => {
  const value = cells.value(
    "const order: string[] = []; queueMicrotask(() => order.push('micro')); order.push(prompt('Name?') ?? 'null'); order",
  );
  expect(await answerNext("Ada")).toEqual({ prompt: "Name? ", password: false });
  expect(await value).toBe("[ 'Ada', 'micro' ]");
});

test("an empty answer to a prompt is its default", async () => {
  const value = cells.value("[prompt('Epochs?', '10'), prompt('Rate? ', '0.1'), prompt('Tag: ')]");
  expect(await answerNext("")).toMatchObject({ prompt: "Epochs? [10] " });
  expect(await answerNext("0.5")).toMatchObject({ prompt: "Rate? [0.1] " });
  expect(await answerNext("")).toMatchObject({ prompt: "Tag: " });
  expect(await value).toBe("[ '10', '0.5', '' ]");
});

test("passwords are asked for as such, in both forms", async () => {
  const value = cells.value(
    "const a = await input('A', { password: true }); [a, prompt('B', '', { password: true })]",
  );
  expect(await answerNext("x")).toEqual({ prompt: "A", password: true });
  expect(await answerNext("y")).toEqual({ prompt: "B ", password: true });
  expect(await value).toBe("[ 'x', 'y' ]");
});

test("only a yes confirms", async () => {
  const value = cells.value("[confirm('Go?'), confirm(), confirm(), confirm()]");
  expect(await answerNext("y")).toMatchObject({ prompt: "Go? [y/N] " });
  await answerNext("Yes");
  await answerNext("");
  await answerNext("yesterday");
  expect(await value).toBe("[ true, true, false, false ]");
});

test("an alert waits to be acknowledged", async () => {
  const value = cells.value("alert('Careful.'); 'on'");
  expect(await answerNext("")).toMatchObject({ prompt: "Careful. [Enter] " });
  expect(await value).toBe("'on'");
});

test("two questions at once get their own answers", async () => {
  const value = cells.value("await Promise.all([input('a'), input('b')])");
  const first = await cells.output("input");
  const second = await cells.output("input");
  cells.answer({ id: second.id, value: "B" });
  cells.answer({ id: first.id, value: "A" });
  expect(await value).toBe("[ 'A', 'B' ]");
});

test("where nobody can be asked, input() rejects and the dialogs say no", async () => {
  const value = cells.value("await input('?')");
  await refuseNext();
  expect(await value).toMatch(/^StdinNotAllowed: input needs somebody to ask\. Received: a cell/);
  const dialogs = cells.value(
    "const no = [prompt('?', 'default'), confirm('?')]; alert('seen'); no",
  );
  for (let i = 0; i < 3; i++) await refuseNext();
  expect(await dialogs).toBe("[ null, false ]");
  expect(cells.printed()).toBe("seen\n");
});

test.each([
  ["input()", "await input('?')"],
  ["prompt()", "prompt('?')"],
  ["a prompt() that is caught", "try { prompt('?') } catch {}"],
])("an interrupt while %s waits ends the cell and the variables stay", async (_name, code) => {
  await cells.run("let kept = 'here'");
  const outcome = cells.run(`kept; ${code}; kept = 'went on'`);
  const { id } = await cells.output("input");
  cells.interrupt();
  expect((await outcome).error).toMatchObject({ name: "Interrupted" });
  cells.answer({ id, value: "late" });
  expect(await cells.value("kept")).toBe("'here'");
  const next = cells.value("prompt('again')");
  await answerNext("fresh");
  expect(await next).toBe("'fresh'");
});

test("a question comes after what was printed before it", async () => {
  const value = cells.value("console.log('first'); prompt('?')");
  await answerNext("x");
  await value;
  const kinds = cells.outputs.map(({ type }) => type);
  expect(kinds).toEqual(["stream", "input"]);
});

test("a readline question asks once and takes the line", async () => {
  const value = cells.value(`
    import * as readline from "node:readline/promises";
    const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
    const name = await rl.question("Name? ");
    const age = await rl.question("Age? ");
    rl.close();
    [name, age]`);
  await answerNext("Ada");
  await answerNext("36");
  expect(await value).toBe("[ 'Ada', '36' ]");
  expect(cells.printed()).toBe("Name? Age? ");
  await cells.run("for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)");
  expect(cells.outputs.filter(({ type }) => type === "input")).toHaveLength(2);
});

test("process.stdin reads lines as long as somebody asks for them", async () => {
  const value = cells.value(`
    const lines: string[] = [];
    for await (const chunk of process.stdin) {
      lines.push(String(chunk));
      if (lines.length === 2) break;
    }
    lines`);
  await answerNext("one");
  await answerNext("two");
  expect(await value).toBe("[ 'one\\n', 'two\\n' ]");
});

test("a readline question that nobody can answer fails its cell", async () => {
  const outcome = cells.run(`
    import { createInterface } from "node:readline/promises";
    await createInterface({ input: process.stdin }).question("Name? ")`);
  await refuseNext();
  expect((await outcome).error).toMatchObject({ name: "StdinNotAllowed" });
  const caught = cells.value(
    "let caught; try { for await (const _ of process.stdin); } catch (error) { caught = error } String(caught)",
  );
  await refuseNext();
  expect(await caught).toMatch(/^'StdinNotAllowed/);
});

test("a cell that ends while process.stdin is read ends the stream, and the next has a new one", async () => {
  await cells.run(
    "let ended = false; process.stdin.on('data', () => {}).on('end', () => { ended = true })",
  );
  const next = cells.value(`
    import { once } from "node:events";
    const [line] = await once(process.stdin, "data"); process.stdin.pause(); [String(line), ended]`);
  const { id } = await cells.output("input", ({ run }) => run === cells.lastRun);
  cells.answer({ id, value: "fresh" });
  expect(await next).toBe("[ 'fresh\\n', true ]");
});

test("a handler between two cells cannot ask", async () => {
  await cells.run(
    `comms.open("t", {}, { id: "t" }).onMessage(async () => {
       console.log(prompt("?"), await input("?").catch(String));
     })`,
  );
  const message = { id: "t", data: {}, metadata: {}, buffers: [] };
  cells.deliver({ type: "comm", run: -1, action: "message", ...message });
  const { text } = await cells.output("stream");
  expect(text).toMatch(/^null StdinNotAllowed: only a running cell can ask/);
  expect(cells.outputs.filter(({ type }) => type === "input")).toEqual([]);
});
