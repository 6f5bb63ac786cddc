import { expect, test } from "vitest";
import type { RunOutcome, RunRequest } from "../../../../kernel/evaluate/evaluator.js";
import { startFakeSession } from "../fake-session.js";

const shown = (text: string) =>
  ({ status: "ok", bundle: { data: { "text/plain": text }, metadata: {} } }) as const;

function ask(code: string, evaluate?: (request: RunRequest) => Partial<RunOutcome>) {
  const fake = startFakeSession({ evaluate: async (request) => evaluate?.(request) ?? {} });
  const id = fake.request("execute_request", { code, user_expressions: { own: "1" } });
  return fake.reply(id).then(({ content }) => ({ content, fake, id }));
}

test("a question is answered by a page of type, documentation and value", async () => {
  const { content, fake } = await ask("const x = 5\nx?", ({ expressions }) => ({
    expressions: Object.fromEntries(Object.keys(expressions ?? {}).map((key) => [key, shown("5")])),
  }));
  expect(fake.evaluated[0]?.cell.code).toBe("const x = 5\n");
  expect(content.payload).toEqual([
    {
      source: "page",
      start: 0,
      data: {
        "text/plain": "const x: number\n\nWhat x is.\n\nValue:\n5",
        "text/markdown":
          "```typescript\nconst x: number\n```\n\nWhat **x** is.\n\n**Value**\n\n```text\n5\n```",
      },
    },
  ]);
  expect(Object.keys(content.user_expressions as object)).toEqual(["own"]);
});

test("two question marks show the declaration as it was typed", async () => {
  const { content } = await ask("function f(a: string): void {}\nf??", () => ({
    expressions: { "?value": shown(""), "?source": shown("function f(a) {}") },
  }));
  const [page] = content.payload as [{ data: Record<string, string> }];
  expect(page.data["text/plain"]).toContain("\n\nSource:\nfunction f(a: string): void {}");
  expect(page.data["text/plain"]).not.toContain("Value");
});

test("source that no cell declares is the function's own, fenced whatever it holds", async () => {
  const { content } = await ask("f??", () => ({
    expressions: { "?source": shown("() => `\n```\n`") },
  }));
  const [page] = content.payload as [{ data: Record<string, string> }];
  expect(page.data["text/markdown"]).toContain("````typescript\n() => `\n```\n`\n````");
});

test("a long value is cut", async () => {
  const { content } = await ask("x?", () => ({
    expressions: { "?value": shown(Array.from({ length: 100 }, (_, line) => line).join("\n")) },
  }));
  const [page] = content.payload as [{ data: Record<string, string> }];
  expect(page.data["text/plain"]).toMatch(/\n23\n… 76 more lines$/);
});

test("a cell that fails before its question is an error", async () => {
  const { content } = await ask("bad()\nx?", () => ({
    error: { name: "Error", message: "no", frames: [] },
  }));
  expect(content).toMatchObject({ status: "error", ename: "Error" });
});

test("exit asks a console to end, unless a cell declared the name", async () => {
  const { content, fake } = await ask("exit()");
  expect(content.payload).toEqual([{ source: "ask_exit", keepkernel: false }]);
  await fake.reply(fake.request("execute_request", { code: "const exit = 5" }));
  const own = await fake.reply(fake.request("execute_request", { code: "exit" }));
  expect(own.content.payload).toEqual([]);
  expect(fake.evaluated.map(({ cell }) => cell.code)).toEqual(["const exit = 5", "exit"]);
});
