import { afterEach, expect, it } from "vitest";
import { type Notebook, parseNotebook } from "../../../kernel/client/notebook.js";
import { runNotebook } from "../../../kernel/client/run-notebook.js";
import { type Script, startFakeKernel } from "./fake-kernel.js";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const script: Script = (code, publish) => {
  if (code === "hang") return new Promise(() => {});
  publish("stream", { name: "stdout", text: `${code}\rdone` });
  return code.startsWith("fail") ? "Error" : undefined;
};

async function start() {
  const kernel = await startFakeKernel(script);
  cleanups.push(kernel.close);
  return kernel.client;
}

function notebook(...cells: (string | [source: string, tag: string])[]): Notebook {
  const made = cells.map((cell) => {
    const [source, ...tags] = typeof cell === "string" ? [cell] : cell;
    const outputs = [{ output_type: "stream", name: "stdout", text: "old" }];
    return { cell_type: "code", source, metadata: { tags }, outputs, execution_count: 9 };
  });
  return parseNotebook(
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: made }),
  );
}

function results({ cells }: Notebook) {
  return cells.map(
    (cell) => cell.cell_type === "code" && [cell.execution_count, cell.outputs.length],
  );
}

it("replaces outputs and counts, settles progress bars and notes the language", async () => {
  const book = notebook("a", "b");
  expect(await runNotebook(book, await start())).toEqual([]);
  expect(book.cells).toMatchObject([
    { execution_count: 1, outputs: [{ text: "done" }] },
    { execution_count: 2, outputs: [{ text: "done" }] },
  ]);
  expect(book.metadata).toMatchObject({
    language_info: { name: "typescript" },
    kernelspec: { name: "preplab", language: "typescript" },
  });
});

it("stops at the first cell that fails and clears the cells after it", async () => {
  const book = notebook("a", "fail", "c");
  const failures = await runNotebook(book, await start());
  expect(failures).toMatchObject([{ cell: 2, source: "fail", error: { ename: "Error" } }]);
  expect(results(book)).toEqual([
    [1, 1],
    [2, 2],
    [null, 0],
  ]);
});

it("goes on when errors are allowed, and still tells them", async () => {
  const book = notebook("fail 1", "b", "fail 2");
  const failures = await runNotebook(book, await start(), { allowErrors: true });
  expect(failures.map(({ cell }) => cell)).toEqual([1, 3]);
  expect(results(book)).toEqual([
    [1, 2],
    [2, 1],
    [3, 2],
  ]);
});

it("lets a cell tagged raises-exception fail", async () => {
  const statuses: string[] = [];
  const book = notebook(["fail", "raises-exception"], "b");
  const onCellEnd = ({ status }: { status: string }) => statuses.push(status);
  expect(await runNotebook(book, await start(), { onCellEnd })).toEqual([]);
  expect(statuses).toEqual(["expected-error", "ok"]);
});

it("skips empty cells and those tagged skip-execution, and counts only the others", async () => {
  const seen: string[] = [];
  const book = notebook(" \n", ["fail", "skip-execution"], "c");
  await runNotebook(book, await start(), {
    onCellStart: ({ number, total, source }) => seen.push(`${number}/${total} ${source}`),
  });
  expect(seen).toEqual(["1/1 c"]);
  expect(results(book)).toEqual([
    [null, 0],
    [null, 0],
    [1, 1],
  ]);
});

it("interrupts a cell that runs too long and counts it as failed", async () => {
  const book = notebook("hang", "b");
  const failures = await runNotebook(book, await start(), { timeoutMs: 1 });
  expect(failures).toMatchObject([
    { cell: 1, error: { ename: "Timeout", evalue: "the cell ran longer than 0.001 s" } },
  ]);
});

it("keeps what was done when the kernel dies", async () => {
  const client = await start();
  const book = notebook("a", "hang");
  const running = runNotebook(book, client, {
    onCellStart: ({ number }) => {
      if (number === 2) setImmediate(() => client.fail(new Error("the kernel ended by SIGKILL")));
    },
  });
  await expect(running).rejects.toThrow("the kernel ended by SIGKILL");
  expect(book.cells[0]).toMatchObject({ execution_count: 1, outputs: [{ text: "done" }] });
});
