// usage: node lab.mjs [folder for the screenshots]
import { access, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { debugNotebook } from "./lab-debugger.mjs";
import { lowestContrast, readOutputs, runAllCells, screenshot, setTheme } from "./lab-notebook.mjs";
import { startLab } from "./lab-server.mjs";
import { useWidgets } from "./lab-widgets.mjs";
import { startReport } from "./report.mjs";

const here = import.meta.dirname;
const screens = resolve(process.argv[2] ?? join(here, ".screens"));
const notebooks = resolve(process.env.E2E_NOTEBOOKS ?? join(here, "..", "..", "notebooks"));
const kernel = process.env.E2E_KERNEL ?? "preplab";
const THEMES = { light: "JupyterLab Light", dark: "JupyterLab Dark" };
const READABLE = 4.5;

const EXPECTED = {
  "rotation.ipynb": ({ pictures }) => ({
    "shows a picture": pictures.some(
      ({ isPng, width, height }) => isPng && width > 0 && height > 0,
    ),
    "every picture loads": pictures.every(({ width }) => width > 0),
  }),
  "string-lookup.ipynb": ({ tables }) => ({
    "shows the lookup table": tables.some(
      ({ header, cells }) =>
        ["index", "token"].every((name) => header.includes(name)) &&
        cells.some((cell) => cell.includes("[UNK]")),
    ),
  }),
  "cifar-augmentation.ipynb": ({ pictures, tables }) => ({
    "every picture loads": pictures.length > 0 && pictures.every(({ width }) => width > 0),
    "shows the model and its history": ["Param #", "loss"].every((name) =>
      tables.some(({ header }) => header.includes(name)),
    ),
  }),
  "text-vectorization.ipynb": ({ tables }) => ({
    "shows the vocabulary, the model and its history": ["token", "Param #", "loss"].every((name) =>
      tables.some(({ header }) => header.includes(name)),
    ),
  }),
  "tabular-features.ipynb": ({ pictures, tables }) => ({
    "shows the data frame, the lookup table and its history": ["tenure", "token", "loss"].every(
      (name) => tables.some(({ header }) => header.includes(name)),
    ),
    "shows the plot": pictures.length > 0 && pictures.every(({ width }) => width > 0),
  }),
};

const { check: report, end } = startReport();

async function checkNotebook(context, lab, name) {
  const page = await context.newPage();
  try {
    await runAllCells(page, lab.url, name);
    const outputs = await readOutputs(page);
    report(`${name}: runs on ${kernel}`, outputs.kernel === lab.displayName, outputs.kernel);
    report(`${name}: no error output`, outputs.errors.length === 0, outputs.errors[0]);
    report(`${name}: every cell ran`, outputs.unrun === 0, `${outputs.unrun} did not`);
    for (const [title, ok] of Object.entries(EXPECTED[name](outputs))) {
      report(`${name}: ${title}`, ok, JSON.stringify(outputs).slice(0, 1000));
    }
    for (const [theme, label] of Object.entries(THEMES)) {
      await setTheme(page, label);
      await screenshot(page, join(screens, `${name.replace(".ipynb", "")}-${theme}.png`));
      const { ratio, text } = await lowestContrast(page);
      report(
        `${name}: outputs are readable, ${theme}`,
        ratio >= READABLE,
        `${ratio.toFixed(1)} at ${text}`,
      );
    }
    await setTheme(page, THEMES.light);
  } catch (error) {
    report(`${name}: runs`, false, `${error.message}\n${lab.log()}`);
    await page.screenshot({ path: join(screens, `${name}-failed.png`) }).catch(() => {});
  } finally {
    await page.close();
  }
}

async function checkDebugger(context, lab) {
  const page = await context.newPage();
  const expected = {
    outside: {
      line: "total += scale(x, 10);",
      variables: ["scale[Function: scale]", "tableTensor float32 [2, 2]", "total0"],
      frames: ["Cell [2]"],
    },
    table: "\t0\t1\n0\t1\t2\n1\t3\t4",
    inside: {
      line: "const scaled = x * factor;",
      variables: ["x1", "factor10", "scaledundefined"],
      frames: ["scale", "Cell [2]"],
    },
    result: "30",
  };
  try {
    const seen = await debugNotebook(page, lab, kernel, join(screens, "debugger.png"));
    for (const [part, wanted] of Object.entries(expected)) {
      const [got, want] = [seen[part], wanted].map((value) => JSON.stringify(value));
      report(`debugger: ${part}`, got === want, got);
    }
  } catch (error) {
    report("debugger: stops and goes on", false, `${error.message}\n${lab.log()}`);
    await page.screenshot({ path: join(screens, "debugger-failed.png") }).catch(() => {});
  } finally {
    await page.close();
  }
}

async function checkWidgets(context, lab) {
  const page = await context.newPage();
  const expected = { dragged: true, kept: "0.25", comms: 0 };
  try {
    const seen = await useWidgets(page, lab, kernel, { themes: THEMES, screens });
    for (const [part, wanted] of Object.entries(expected)) {
      report(`widgets: ${part}`, seen[part] === wanted, String(seen[part]));
    }
    for (const [theme, { ratio, text }] of Object.entries(seen.contrast)) {
      const detail = `${ratio.toFixed(1)} at ${text}`;
      report(`widgets: controls and outputs are readable, ${theme}`, ratio >= READABLE, detail);
    }
  } catch (error) {
    report("widgets: are used", false, `${error.message}\n${lab.log()}`);
    await page.screenshot({ path: join(screens, "widgets-failed.png") }).catch(() => {});
  } finally {
    await page.close();
  }
}

const profile = await mkdtemp(join(tmpdir(), "preplab-chromium-"));
await mkdir(screens, { recursive: true });
const lab = await startLab({ venv: join(here, ".venv"), notebooks, kernel });
try {
  const context = await launchBrowser(profile, { width: 1280, height: 900 });
  for (const name of Object.keys(EXPECTED)) {
    const isThere = await access(join(notebooks, name)).then(
      () => true,
      () => false,
    );
    if (isThere) await checkNotebook(context, lab, name);
    else report(`${name}: exists in ${notebooks}`, false);
  }
  await checkDebugger(context, lab);
  await checkWidgets(context, lab);
  await context.close();
} finally {
  await lab.stop();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}
end();
