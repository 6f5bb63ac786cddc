import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isConnected, lowestContrast, runAllCells, screenshot, setTheme } from "./lab-notebook.mjs";
import { notebookFile } from "./notebook-file.mjs";

const NAME = "widgets.ipynb";
const WAIT_MS = 60_000;
const ATTEMPTS = 3;
const COUNTER = `export default {
  render({ model, el }) {
    const button = document.createElement("button");
    const show = () => {
      const bytes = model.get("bytes");
      button.textContent = model.get("count") + " of " + new Float32Array(bytes.buffer, bytes.byteOffset, 2).join("+");
    };
    button.className = "test-counter";
    button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
    model.on("change:count", show);
    model.on("change:bytes", show);
    show();
    el.append(button);
  },
};`;
const CELLS = [
  `const size = 96;
const across = tf.linspace(0, 1, size).reshape([1, size]).tile([size, 1]);
const picture = tf.stack([across, tf.transpose(across), tf.onesLike(across).mul(0.3)], 2);
interact(
  ({ turn, fillMode, both }) => {
    const layer = layers.randomRotation({ factor: [turn, turn], fillMode });
    const turned = layer.transform(picture, layer.sample(picture));
    return both ? show({ before: picture, after: turned }) : turned;
  },
  { turn: { min: -0.5, max: 0.5, step: 0.01, value: 0.1 }, fillMode: ["reflect", "constant"], both: true, name: "disc" },
)`,
  `const counter = widget({ esm: ${JSON.stringify(COUNTER)}, state: { count: 0, bytes: Float32Array.of(1, 2) }, name: "Counter" });
counter.on("change:count", ({ new: count }) => counter.set("bytes", Float32Array.of(count, 2 * count)));
counter`,
];

/** Uses widgets in JupyterLab as a reader does, by pointer and keyboard; gives what was seen. */
export async function useWidgets(page, lab, kernel, { themes, screens }) {
  await writeFile(join(lab.folder, NAME), notebookFile(kernel, CELLS));
  await runAllCells(page, lab.url, NAME);

  const slider = page.locator(".preplab-controls input[type=range]");
  await slider.waitFor({ timeout: WAIT_MS });
  const first = await picture(page);
  const dragged = await drag(page, slider);
  const turned = await changed(page, first);
  await page.selectOption(".preplab-controls select", "constant");
  const filled = await changed(page, turned);
  await page.uncheck(".preplab-controls input[type=checkbox]");
  const alone = await changed(page, filled);
  await typeNumber(page, "0.25");
  await changed(page, alone);

  await page.click(".test-counter");
  await page.click(".test-counter");
  const counter = page.locator(".test-counter", { hasText: "2 of 2+4" });
  await counter.waitFor({ timeout: WAIT_MS });
  const contrast = {};
  for (const [theme, label] of Object.entries(themes)) {
    await setTheme(page, label);
    contrast[theme] = await lowestContrast(page);
    await screenshot(page, join(screens, `widgets-${theme}.png`));
  }
  await setTheme(page, themes.light);

  // a page that is loaded again finds the widgets as they are
  await page.evaluate(() => window.jupyterapp.commands.execute("docmanager:save"));
  await page.reload();
  await counter.waitFor({ timeout: WAIT_MS });
  const kept = await slider.inputValue();
  const here = page.locator(".preplab-drawn img");
  const before = await here.getAttribute("src", { timeout: WAIT_MS });
  await drag(page, slider);
  await page.waitForFunction(
    (old) => document.querySelector(".preplab-drawn img").src !== old,
    before,
    { timeout: WAIT_MS },
  );
  await screenshot(page, join(screens, "widgets-reloaded.png"));

  await page.evaluate(async () => {
    const { sessionContext } = window.jupyterapp.shell.currentWidget;
    await sessionContext.session.kernel.restart();
  });
  await page.waitForFunction(isConnected, undefined, { timeout: WAIT_MS });
  const comms = await page.evaluate(async () => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    return (await kernel.requestCommInfo({})).content.comms;
  });
  return { dragged, kept, contrast, comms: Object.keys(comms).length };
}

/** Moves a slider by the pointer, in steps; gives whether that changed it. */
async function drag(page, slider) {
  const before = await slider.inputValue();
  const { x, y, width, height } = await slider.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  for (let part = 0.5; part <= 0.85; part += 0.01) {
    await page.mouse.move(x + width * part, y + height / 2);
  }
  await page.mouse.up();
  return (await slider.inputValue()) !== before;
}

/** Types into the field beside the slider; on a busy machine JupyterLab at times takes the focus away. */
async function typeNumber(page, text) {
  const field = page.locator(".preplab-controls input[type=number]");
  for (let attempt = 1; ; attempt++) {
    await field.fill(text);
    await field.press("Enter");
    const isTaken = page.waitForFunction(
      (value) => document.querySelector(".preplab-controls input[type=range]").value === value,
      text,
      { timeout: WAIT_MS / ATTEMPTS },
    );
    const error = await isTaken.then(
      () => undefined,
      (error) => error,
    );
    if (error === undefined) return;
    if (attempt === ATTEMPTS) throw error;
  }
}

function picture(page) {
  return page.locator(".jp-OutputArea-output img").last().getAttribute("src", { timeout: WAIT_MS });
}

/** The picture once it is another, and stays. */
async function changed(page, before) {
  await page.waitForFunction(
    async (old) => {
      const seen = () => [...document.querySelectorAll(".jp-OutputArea-output img")].at(-1)?.src;
      const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
      const now = seen();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return now !== undefined && now !== old && now === seen() && kernel.status === "idle";
    },
    before,
    { timeout: WAIT_MS },
  );
  return picture(page);
}
