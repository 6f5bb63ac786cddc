import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const LIMIT_MS = 60_000;

/** Converts a notebook to a page by nbconvert and opens it; what it would load from the net is not. */
export async function openHtml(page, { venv, home, file, theme }) {
  const name = `${theme}.html`;
  await run(
    join(venv, "bin", "jupyter-nbconvert"),
    ["--to=html", `--theme=${theme}`, `--output-dir=${home}`, `--output=${name}`, file],
    { timeout: LIMIT_MS },
  );
  await page.route(/^https?:/, (route) => route.abort());
  await page.goto(pathToFileURL(join(home, name)).href);
}

/** The id of each cell that has outputs, in order, and the element they are in is marked with it. */
export async function markHtmlOutputs(page) {
  return page.evaluate(() => {
    const cells = [...document.querySelectorAll(".jp-CodeCell")].filter(
      (cell) => cell.querySelector(".jp-OutputArea-output") !== null,
    );
    return cells.map((cell) => {
      const id = cell.id.replace(/^cell-id=/, "");
      cell.querySelector(".jp-OutputArea").dataset.screen = id;
      return id;
    });
  });
}
