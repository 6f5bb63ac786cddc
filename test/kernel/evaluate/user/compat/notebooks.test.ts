import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { kernelArgv } from "../../../../../dist/kernel/cli/package-root.js";
import { type Notebook, readNotebook } from "../../../../../dist/kernel/client/notebook.js";
import { runNotebook } from "../../../../../dist/kernel/client/run-notebook.js";
import { startKernelClient } from "../../../../../dist/kernel/client/start-kernel-client.js";

const FOLDER = fileURLToPath(new URL("notebooks/", import.meta.url));

function outputs({ cells }: Notebook): unknown[] {
  return cells.map((cell) => cell.cell_type === "code" && cell.outputs);
}

test.each(readdirSync(FOLDER))(
  "a notebook like those of %s shows what is committed",
  async (name) => {
    const committed = outputs(readNotebook(FOLDER + name));
    const notebook = readNotebook(FOLDER + name);
    // away from this project's tsconfig.json
    const cwd = mkdtempSync(join(tmpdir(), "preplab-old-notebook-"));
    const kernel = await startKernelClient({ argv: kernelArgv(), cwd });
    try {
      expect(await runNotebook(notebook, kernel.client)).toEqual([]);
    } finally {
      await kernel.stop();
    }
    expect(outputs(notebook)).toEqual(committed);
  },
);
