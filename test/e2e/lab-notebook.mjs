const START_MS = 60_000;
const RUN_MS = 120_000;
const BEGIN_MS = 20_000;
const ATTEMPTS = 3;
const OUTPUT = ".jp-OutputArea-output";

/** Opens a notebook in JupyterLab and presses "restart the kernel and run all cells". */
export async function runAllCells(page, url, name) {
  const workspace = name.replace(/\W/g, "-");
  await page.goto(`${url}/lab/workspaces/${workspace}/tree/${name}`);
  await page.waitForSelector(".jp-Notebook .jp-CodeCell", { timeout: START_MS });
  // on a busy machine JupyterLab at times loses its connection at a restart, whatever the kernel
  for (let attempt = 1; !(await restartAndRunAll(page)); attempt++) {
    if (attempt === ATTEMPTS) throw new Error("no cell ran after a restart of the kernel");
    await page.reload();
  }
  await page.waitForFunction(isDone, undefined, { timeout: RUN_MS });
}

async function restartAndRunAll(page) {
  await page.waitForFunction(isConnected, undefined, { timeout: START_MS });
  await page.click(
    '[data-command="notebook:restart-run-all"], [title^="Restart the kernel and run all"]',
  );
  await page.click(".jp-Dialog .jp-mod-accept");
  return page.waitForFunction(hasBegun, undefined, { timeout: BEGIN_MS }).then(
    () => true,
    () => false,
  );
}

export async function isConnected() {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  if (kernel?.connectionStatus !== "connected" || kernel.status !== "idle") return false;
  // of a connection that was replaced, the answer never comes
  const later = new Promise((resolve) => setTimeout(resolve, 500));
  return (await Promise.race([kernel.info, later])) !== undefined;
}

function hasBegun() {
  const { content } = window.jupyterapp.shell.currentWidget;
  return content.widgets.some(
    ({ model }) => model.type === "code" && model.executionCount !== null,
  );
}

function isDone() {
  const { content, sessionContext } = window.jupyterapp.shell.currentWidget;
  const cells = content.widgets.map(({ model }) => model).filter(({ type }) => type === "code");
  const failed = cells.some(({ outputs }) =>
    outputs.toJSON().some(({ output_type }) => output_type === "error"),
  );
  const ran = cells.every(({ sharedModel, executionCount }) =>
    sharedModel.getSource() === "" ? true : executionCount !== null,
  );
  return sessionContext.session?.kernel?.status === "idle" && (ran || failed);
}

/** What a reader of the notebook sees of its outputs. */
export async function readOutputs(page) {
  return page.evaluate((output) => {
    const texts = (nodes) => [...nodes].map((node) => node.textContent.trim());
    const all = (selector) => [...document.querySelectorAll(`.jp-Notebook ${selector}`)];
    const { content } = window.jupyterapp.shell.currentWidget;
    const cells = content.widgets.map(({ model }) => model).filter(({ type }) => type === "code");
    const mayFail = (cell) => (cell.getMetadata("tags") ?? []).includes("raises-exception");
    return {
      kernel: document.querySelector(".jp-Toolbar-kernelName").textContent.trim(),
      errors: cells
        .filter((cell) => !mayFail(cell))
        .flatMap(({ outputs }) => outputs.toJSON())
        .filter(({ output_type }) => output_type === "error")
        .map(({ ename, evalue }) => `${ename}: ${evalue}`),
      unrun: cells.filter(
        ({ sharedModel, executionCount }) =>
          sharedModel.getSource() !== "" && executionCount === null,
      ).length,
      pictures: all(`${output} img`).map(({ src, naturalWidth, naturalHeight }) => ({
        isPng: src.startsWith("data:image/png"),
        width: naturalWidth,
        height: naturalHeight,
      })),
      tables: all(`${output} table`).map((table) => ({
        header: texts(table.querySelectorAll("th")),
        cells: texts(table.querySelectorAll("td, th")),
      })),
    };
  }, OUTPUT);
}

/** Switches the theme of the running JupyterLab; outputs stay as they are. */
export async function setTheme(page, theme) {
  await page.evaluate(
    (name) => window.jupyterapp.commands.execute("apputils:change-theme", { theme: name }),
    theme,
  );
  await page.waitForSelector(`body[data-jp-theme-name="${theme}"]`, { state: "attached" });
  // while a theme is loaded, the logo of the start covers the page
  await page.waitForSelector("#jupyterlab-splash", { state: "detached" });
}

/** The lowest contrast ratio between the text of an output and what is behind it. */
export async function lowestContrast(page) {
  return page.evaluate((output) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data;
    };
    const luminance = ([red, green, blue]) => {
      const [r, g, b] = [red, green, blue].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const blend = (above, below) =>
      below.map((part, i) => part + ((above[i] - part) * above[3]) / 255);
    const behind = (node) => {
      const layers = [];
      for (let at = node; at !== null; at = at.parentElement) {
        layers.push(rgba(getComputedStyle(at).backgroundColor));
      }
      return layers.reduceRight((below, above) => blend(above, below), [255, 255, 255]);
    };
    const holdsText = (node) =>
      [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== "");
    // the colours of tracebacks and of the tree of json are the front end's own
    const ignored =
      'style, script, .jp-RenderedJSON, [data-mime-type="application/vnd.jupyter.stderr"]';
    let lowest = { ratio: 21, text: "" };
    for (const node of document.querySelectorAll(`.jp-Notebook ${output} *`)) {
      if (!holdsText(node) || node.closest(ignored) || node.getClientRects().length === 0) continue;
      const below = behind(node);
      const text = luminance(blend(rgba(getComputedStyle(node).color), below));
      const ground = luminance(below);
      const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
      if (ratio < lowest.ratio) lowest = { ratio, text: node.textContent.trim().slice(0, 40) };
    }
    return lowest;
  }, OUTPUT);
}

/** Saves a picture of the whole notebook, not only of what fits on a screen. */
export async function screenshot(page, file) {
  const height = await page.evaluate(() => {
    const cells = [...document.querySelectorAll(".jp-Notebook .jp-Cell")];
    const [first, last] = [cells[0], cells.at(-1)].map((cell) => cell.getBoundingClientRect());
    return Math.ceil(last.bottom - first.top);
  });
  await page.setViewportSize({ width: 1280, height: Math.min(Math.max(900, height + 200), 8000) });
  await page.locator(".jp-NotebookPanel").first().screenshot({ path: file });
}
