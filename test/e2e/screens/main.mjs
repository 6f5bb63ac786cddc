// usage: node screens/main.mjs [--update] [folder for the pictures of what failed]
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "../browser.mjs";
import { lowestContrast } from "../lab-notebook.mjs";
import { startServer } from "../lab-server.mjs";
import { startReport } from "../report.mjs";
import { readBaselines, writeBaselines, writeFailure } from "./baselines.mjs";
import { capture, layOut } from "./capture.mjs";
import { comparePictures } from "./compare.mjs";
import { writeFreshNotebooks } from "./fresh-notebook.mjs";
import { markHtmlOutputs, openHtml } from "./html-page.mjs";
import { endSessions, markNotebookOutputs, openNotebook, readMimeOrder } from "./notebook-page.mjs";
import { readSeen, strayText } from "./seen.mjs";
import { VARIANTS } from "./variants.mjs";

const here = import.meta.dirname;
const { values: options, positionals } = parseArgs({
  options: { update: { type: "boolean", default: false } },
  allowPositionals: true,
});
const failures = resolve(positionals[0] ?? join(here, "..", ".screens"));
const notebook = resolve(
  process.env.E2E_GALLERY ?? join(here, "..", "..", "..", "notebooks", "gallery.ipynb"),
);
const kernel = process.env.E2E_KERNEL ?? "preplab";
const venv = join(here, "..", ".venv");
const baselines = join(here, "baselines");
const VIEWPORT = { width: 1536, height: 900 };
const READABLE = 4.5;
/** the cell with the script is part of the page, not of the notebook */
const isShot = (cell) => cell !== "script";

const report = startReport();
/** cell -> variant -> picture */
const shots = new Map();
/** what was seen of the trusted notebook, by front end and theme */
const trusted = new Map();

async function shoot(page, variant) {
  for (const [cell, picture] of await capture(page)) {
    if (!isShot(cell)) continue;
    if (!shots.has(cell)) shots.set(cell, new Map());
    const others = [...shots.get(cell).values()];
    // most are seen several times, and they are large
    const alike = others.find(({ data }) => data.equals(picture.data));
    shots.get(cell).set(variant.name, alike ?? picture);
  }
  const { ratio, text } = await lowestContrast(page);
  report.check(
    `${variant.name}: outputs are readable`,
    ratio >= READABLE,
    `${ratio.toFixed(1)} at ${text}`,
  );
}

async function checkSeen(page, { name, frontEnd, theme, trust }, marked, cells) {
  const seen = await readSeen(page);
  const ids = cells.map(({ id }) => id).join();
  report.check(`${name}: shows every cell`, marked.filter(isShot).join() === ids, marked.join());
  for (const part of ["blank", "refused", "broken"]) {
    report.check(`${name}: no output is ${part}`, seen[part].length === 0, seen[part].join());
  }
  const place = `${frontEnd}-${theme}`;
  if (trust === "trusted") {
    report.check(`${name}: scripts run`, seen.scriptRan);
    trusted.set(place, seen);
  }
  if (trust === "untrusted") {
    report.check(`${name}: no script runs`, !seen.scriptRan && seen.scripts === 0, seen.scripts);
    const stray = strayText(seen, trusted.get(place));
    report.check(
      `${name}: shows no text that is hidden if trusted`,
      stray.length === 0,
      stray.join(),
    );
  }
}

async function see(context, { cells }, variant, open) {
  const page = await context.newPage();
  await page.setViewportSize(VIEWPORT);
  try {
    const marked = await open(page);
    await layOut(page);
    await checkSeen(page, variant, marked, cells);
    await shoot(page, variant);
  } finally {
    await page.close();
  }
}

async function compareAll() {
  const stored = await readBaselines(baselines);
  report.check(
    "the cells are those of the pictures",
    stored.cells.join() === [...shots.keys()].join(),
    "run it with --update and look at what changed",
  );
  for (const [cell, pictures] of shots) {
    for (const [variant, actual] of pictures) {
      const expected = await stored.expected(cell, variant);
      const { isSame, detail, diff } =
        expected === undefined
          ? { isSame: false, detail: "it is new" }
          : comparePictures(expected, actual);
      report.check(`${cell}, ${variant}: looks as before`, isSame, detail);
      if (!isSame) await writeFailure(failures, cell, variant, { expected, actual, diff });
    }
  }
}

/** The tests of the front ends' orders rest on what is written there. */
async function checkMimeOrder(page, { name }) {
  const { JupyterLab } = JSON.parse(await readFile(join(here, "..", "front-end-orders.json")));
  const order = await readMimeOrder(page);
  const known = order.filter((mime) => JupyterLab.order.includes(mime)).join();
  report.check(`${name}: takes MIME types in order`, known === JupyterLab.order.join(), known);
}

async function seeAll(fresh) {
  const context = await launchBrowser(profile, VIEWPORT);
  try {
    // a server that gave a font of formulas to one front end refuses it to the other
    for (const frontEnd of ["lab", "notebook"]) {
      const server = await startServer({ venv, home, work });
      try {
        for (const variant of VARIANTS.filter((one) => one.frontEnd === frontEnd)) {
          const open = async (page) => {
            await openNotebook(page, { url: server.url, home, ...variant });
            await checkMimeOrder(page, variant);
            return markNotebookOutputs(page);
          };
          await see(context, fresh, variant, open);
          await endSessions(server.url);
        }
      } finally {
        await server.stop();
      }
    }
    for (const variant of VARIANTS.filter((one) => one.frontEnd === "html")) {
      const open = async (page) => {
        await openHtml(page, { venv, home, file: fresh.file, theme: variant.theme });
        return markHtmlOutputs(page);
      };
      await see(context, fresh, variant, open);
    }
  } finally {
    await context.close();
  }
}

const home = await mkdtemp(join(tmpdir(), "preplab-screens-"));
const work = join(home, "work");
const profile = join(home, "chromium");
await Promise.all([work, profile].map((folder) => mkdir(folder)));
try {
  await seeAll(await writeFreshNotebooks({ venv, home, work, notebook, kernel }));
  if (options.update) await writeBaselines(baselines, shots);
  await compareAll();
} catch (error) {
  report.check("the gallery is seen", false, error.stack);
} finally {
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}
report.end();
