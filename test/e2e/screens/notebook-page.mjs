import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const START_MS = 60_000;
const THEMES = { light: "JupyterLab Light", dark: "JupyterLab Dark" };
const OUTPUTS = ".jp-Notebook .jp-CodeCell .jp-OutputArea-output";

/** Opens `<trust>.ipynb` in JupyterLab or Notebook 7, in a theme; outputs are the saved ones, nothing is run. */
export async function openNotebook(page, { url, home, frontEnd, theme, trust }) {
  await saveTheme(home, THEMES[theme]);
  const path = frontEnd === "lab" ? `lab/workspaces/${trust}/tree` : "notebooks";
  await page.goto(`${url}/${path}/${trust}.ipynb`);
  await page.waitForSelector(`body[data-jp-theme-name="${THEMES[theme]}"]`, { state: "attached" });
  await page.waitForSelector(OUTPUTS, { timeout: START_MS });
  await page.waitForFunction(isDrawn, undefined, { timeout: START_MS });
}

/** The id of each cell that has outputs, in order, and the element they are in is marked with it. */
export async function markNotebookOutputs(page) {
  return page.evaluate(() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const cells = content.widgets.filter(({ model }) => model.outputs?.length > 0);
    for (const { model, node } of cells) {
      node.querySelector(".jp-OutputArea").dataset.screen = model.id;
    }
    return cells.map(({ model }) => model.id);
  });
}

/** The MIME types that the front end can draw, the one it takes first at the front. */
export async function readMimeOrder(page) {
  return page.evaluate(() => window.jupyterapp.shell.currentWidget.content.rendermime.mimeTypes);
}

/** Ends the kernels that the page started for the notebooks it opened. */
export async function endSessions(url) {
  const sessions = await (await fetch(`${url}/api/sessions`)).json();
  for (const { id } of sessions) await fetch(`${url}/api/sessions/${id}`, { method: "DELETE" });
}

// charts are drawn for the theme that there is at first, so it is not switched on an open page
async function saveTheme(home, theme) {
  const folder = join(home, "settings", "@jupyterlab", "apputils-extension");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "themes.jupyterlab-settings"), JSON.stringify({ theme }));
}

// formulas, trees of json and charts are drawn by parts of the front end that are loaded on demand
function isDrawn() {
  const { content } = window.jupyterapp?.shell.currentWidget ?? {};
  if (content === undefined || document.querySelector("#jupyterlab-splash") !== null) return false;
  const late = {
    ".jp-RenderedLatex": "mjx-container",
    ".jp-RenderedJSON": "ul",
    ".jp-RenderedVegaCommon5": "svg, canvas",
  };
  return Object.entries(late).every(([holder, drawn]) =>
    [...content.node.querySelectorAll(holder)].every((node) => node.querySelector(drawn) !== null),
  );
}
