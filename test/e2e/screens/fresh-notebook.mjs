import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { serverEnvironment } from "../lab-server.mjs";

const run = promisify(execFile);
const LIMIT_MS = 180_000;
const DURATION = /\b\d[\d.]* (?:µs|ms|s)\b/g;
/** What the script of a trusted notebook leaves in the page. */
export const SCRIPT_MARK = "preplabScriptRan";

/**
 * Runs the notebook anew and writes it twice with its outputs, `trusted.ipynb` under a valid
 * signature and `untrusted.ipynb` without; in cells tagged "times" every duration becomes the same.
 * A last cell holds a script, by which the page shows whether scripts run.
 */
export async function writeFreshNotebooks({ venv, home, work, notebook, kernel }) {
  const jupyter = (name, ...args) =>
    run(join(venv, "bin", name), args, { env: serverEnvironment(home), timeout: LIMIT_MS });
  const file = join(home, basename(notebook));
  await jupyter(
    "jupyter-nbconvert",
    "--to=notebook",
    "--execute",
    `--ExecutePreprocessor.kernel_name=${kernel}`,
    `--output-dir=${home}`,
    notebook,
  );
  const fresh = JSON.parse(await readFile(file, "utf8"));
  const cells = fresh.cells
    .filter((cell) => cell.cell_type === "code" && cell.outputs.length > 0)
    .map((cell) => (cell.metadata.tags?.includes("times") ? withoutTimes(cell) : cell));
  await writeFile(file, JSON.stringify({ ...fresh, cells }));
  const marked = JSON.stringify({ ...fresh, cells: [...cells, scriptCell()] });
  for (const name of ["trusted", "untrusted"]) {
    // a signature is of the content, so that of one copy would be valid for the other
    const copy = name === "trusted" ? marked : marked.replace(SCRIPT_MARK, `${SCRIPT_MARK}Not`);
    await writeFile(join(work, `${name}.ipynb`), copy);
  }
  await jupyter("jupyter-trust", join(work, "trusted.ipynb"));
  return { file, cells };
}

function withoutTimes(cell) {
  return JSON.parse(JSON.stringify(cell).replace(DURATION, "1.0 s"));
}

function scriptCell() {
  const html = `<b>scripts</b><script>window.${SCRIPT_MARK} = true</script>`;
  return {
    cell_type: "code",
    id: "script",
    source: "",
    metadata: {},
    execution_count: 1,
    outputs: [{ output_type: "display_data", data: { "text/html": html }, metadata: {} }],
  };
}
