import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { kernelArgv } from "../dist/kernel/cli/package-root.js";
import { type CodeCell, type Notebook, readNotebook } from "../dist/kernel/client/notebook.js";
import { runNotebook } from "../dist/kernel/client/run-notebook.js";
import { startKernelClient } from "../dist/kernel/client/start-kernel-client.js";

const FOLDER = fileURLToPath(new URL("../notebooks/", import.meta.url));
const NOTEBOOKS = readdirSync(FOLDER).filter((name) => name.endsWith(".ipynb"));

function codeCells({ cells }: Notebook): CodeCell[] {
  return cells.filter((cell) => cell.cell_type === "code");
}

/** what a cell shows, without pixels, which depend on the encoder, times of training and names of widgets */
function shown(cell: CodeCell): unknown {
  const text = JSON.stringify(cell.outputs);
  return JSON.parse(
    text
      .replace(/data:image\/(png|svg\+xml);base64,[^\\"]+/g, "data:image/$1")
      .replace(/"model_id":"[^"]+"/, '"model_id":"id"')
      .replace(/[\d.:]+(?: (?:µs|ms|s))?\/step/g, "time/step")
      .replace(/(\d+\/\d+), [\d.:]+ (?:µs|ms|s)/g, "$1, time")
      .replace(/(\d+\/\d+ · <span[^>]*>)[\d.:]+ (?:µs|ms|s)</g, "$1time<")
      .replace(/ steps? in [\d.:]+(?: (?:µs|ms|s))?/g, " steps in time"),
  );
}

/** of a cell that shows photographs only what kind of thing it shows: machines without them have drawings */
function comparable(cell: CodeCell): unknown {
  const { tags } = cell.metadata as { readonly tags?: readonly string[] };
  if (tags?.includes("photographs") !== true) return shown(cell);
  return cell.outputs.map((output) => ("data" in output ? Object.keys(output.data) : output));
}

async function rerun(name: string): Promise<Notebook> {
  const notebook = readNotebook(FOLDER + name);
  for (const cell of codeCells(notebook)) cell.outputs = [];
  const kernel = await startKernelClient({ argv: kernelArgv(), cwd: FOLDER });
  try {
    expect(await runNotebook(notebook, kernel.client)).toEqual([]);
  } finally {
    await kernel.stop();
  }
  return notebook;
}

describe.each(NOTEBOOKS)("%s", (name) => {
  test("runs from top to bottom and shows what is committed", { timeout: 120_000 }, async () => {
    const committed = codeCells(readNotebook(FOLDER + name));
    const fresh = codeCells(await rerun(name));
    expect(fresh.map(comparable)).toEqual(committed.map(comparable));
    expect(fresh.map((cell) => cell.execution_count)).toEqual(
      committed.map((cell) => cell.execution_count),
    );
  });

  // data frames are other packages'
  if (["tabular-features.ipynb", "gallery.ipynb"].includes(name)) return;
  test("imports nothing", () => {
    for (const { source } of codeCells(readNotebook(FOLDER + name))) {
      expect(String(source)).not.toMatch(/\bimport\b|\brequire\(/);
    }
  });
});
