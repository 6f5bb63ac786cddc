import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isConnected } from "./lab-notebook.mjs";
import { notebookFile } from "./notebook-file.mjs";

const NAME = "debugger.ipynb";
const WAIT_MS = 60_000;
const CELLS = [
  "function scale(x: number, factor: number): number {\n  const scaled = x * factor;\n  return scaled;\n}",
  "const table = tf.tensor2d([[1, 2], [3, 4]]);\nlet total: number = 0;\nfor (const x of [1, 2]) {\n  total += scale(x, 10);\n}\ntotal",
];
const MARKED_LINE = 4;

/** Debugs a notebook in JupyterLab by its buttons, as a user does; gives what was seen. */
export async function debugNotebook(page, lab, kernel, picture) {
  await writeFile(join(lab.folder, NAME), notebookFile(kernel, CELLS));
  await page.goto(`${lab.url}/lab/workspaces/debugger/tree/${NAME}`);
  await page.waitForSelector(".jp-Notebook .jp-CodeCell", { timeout: WAIT_MS });
  await page.waitForFunction(isConnected, undefined, { timeout: WAIT_MS });

  await page.click('.jp-DebuggerBugButton[aria-disabled="false"]', { timeout: WAIT_MS });
  await page.waitForSelector(".jp-NotebookPanel[data-jp-debugger]", { timeout: WAIT_MS });
  const cell = page.locator(".jp-Notebook .jp-CodeCell").nth(1);
  // the first element of a gutter is there for its width
  const margin = cell.locator(".cm-breakpoint-gutter .cm-gutterElement").nth(MARKED_LINE);
  await margin.click();
  await margin.locator(".cm-breakpoint-icon").waitFor({ timeout: WAIT_MS });

  // it resolves once the cells have run, which is long after they stop
  await page.evaluate(() => void window.jupyterapp.commands.execute("notebook:run-all-cells"));
  const outside = await stopped(page, 1, "scale");
  const table = await renderedTable(page);
  await page.evaluate(() => window.jupyterapp.commands.execute("debugger:stepIn"));
  const inside = await stopped(page, 2, "x");
  await page.screenshot({ path: picture });
  for (const _ of [1, 2]) {
    await page.evaluate(() => window.jupyterapp.commands.execute("debugger:continue"));
  }
  const result = cell.locator(".jp-OutputArea-executeResult .jp-OutputArea-output");
  return { outside, table, inside, result: await result.innerText({ timeout: WAIT_MS }) };
}

/** What the panels show once user code is stopped that many frames deep, where a variable comes first. */
async function stopped(page, depth, first) {
  await page.waitForFunction(
    ([frames, name]) =>
      document.querySelectorAll(".jp-DebuggerCallstackFrame").length === frames &&
      document.querySelector(".jp-DebuggerVariables-name")?.textContent === name &&
      document.querySelector(".jp-DebuggerEditor-highlight") !== null,
    [depth, first],
    { timeout: WAIT_MS },
  );
  return page.evaluate(() => {
    const texts = (selector) =>
      [...document.querySelectorAll(selector)].map((node) => node.textContent.trim());
    return {
      line: texts(".jp-DebuggerEditor-highlight").join(),
      variables: texts(".jp-DebuggerVariables-body .jp-TreeItem"),
      frames: texts(".jp-DebuggerCallstackFrame-name"),
    };
  });
}

/** The text of the panel that shows a variable as the result of a cell would be. */
async function renderedTable(page) {
  await page.evaluate(() =>
    window.jupyterapp.commands.execute("debugger:render-mime-variable", { name: "table" }),
  );
  const panel = page.locator(".jp-VariableRendererPanel table");
  return panel.innerText({ timeout: WAIT_MS });
}
