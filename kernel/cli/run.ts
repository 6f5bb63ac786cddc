import { mkdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { renderHtmlPage } from "../client/html-page.js";
import { type Notebook, readNotebook, writeAtomically, writeNotebook } from "../client/notebook.js";
import { NotebookError } from "../client/notebook-error.js";
import { type CellFailure, runNotebook } from "../client/run-notebook.js";
import { startKernelClient } from "../client/start-kernel-client.js";
import { print } from "./command.js";
import { kernelArgv } from "./package-root.js";
import { createProgress, describeFailure } from "./progress.js";
import { UsageError } from "./usage-error.js";

const HELP = `preplab run NOTEBOOK... [--out DIR] [--allow-errors] [--timeout SECONDS]

Runs notebooks through the kernel as Jupyter would, each in a fresh kernel, and writes the
executed .ipynb and a standalone .html. Ends with exit code 1 at the first cell that fails.

  --out DIR          where results go (default: out)
  --allow-errors     goes on after a cell that fails, and counts that as success
  --timeout SECONDS  interrupts a cell that runs longer

Cells tagged raises-exception may fail; cells tagged skip-execution do not run.`;

interface Job {
  readonly path: string;
  readonly notebook: Notebook;
  /** result without its extension */
  readonly target: string;
}

interface Settings {
  readonly allowErrors: boolean;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

const INTERRUPTED = 130;

/** `preplab run` */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      out: { type: "string", default: "out" },
      "allow-errors": { type: "boolean", default: false },
      timeout: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
    allowPositionals: true,
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const timeoutMs = parseTimeout(values.timeout);
  const jobs = createJobs(positionals, resolve(values.out));
  mkdirSync(resolve(values.out), { recursive: true });
  const abort = new AbortController();
  const onSignal = () => abort.abort();
  // once: a second Ctrl-C ends this process at once, and the kernel follows its parent
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  const settings: Settings = {
    allowErrors: values["allow-errors"],
    signal: abort.signal,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  try {
    for (const job of jobs) {
      const failures = await runJob(job, settings);
      if (failures.length > 0 && !settings.allowErrors) return 1;
    }
    return 0;
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    process.stderr.write("preplab: interrupted\n");
    return INTERRUPTED;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

async function runJob({ path, notebook, target }: Job, settings: Settings): Promise<CellFailure[]> {
  print(path);
  const kernel = await startKernelClient({
    argv: kernelArgv(),
    cwd: dirname(resolve(path)),
    signal: settings.signal,
    onLog: (text) => process.stderr.write(text),
  });
  const progress = createProgress(process.stdout);
  try {
    const failures = await runNotebook(notebook, kernel.client, { ...settings, ...progress });
    for (const failure of failures) {
      process.stderr.write(`${describeFailure(path, failure, process.stderr.isTTY)}\n`);
    }
    return failures;
  } catch (error) {
    if (settings.signal.aborted || !(error instanceof Error)) throw error;
    throw new NotebookError(`notebook ${path}: ${error.message}`);
  } finally {
    await kernel.stop();
    // also after a failure: what was done is kept
    writeNotebook(`${target}.ipynb`, notebook);
    writeAtomically(`${target}.html`, renderHtmlPage(notebook, basename(target)));
    print(`  wrote ${target}.ipynb`, `  wrote ${target}.html`);
  }
}

/** Every notebook is read and checked before the first one runs. */
function createJobs(paths: readonly string[], out: string): Job[] {
  if (paths.length === 0) throw new UsageError("run needs a notebook: preplab run NOTEBOOK...");
  const targets = new Map<string, string>();
  return paths.map((path) => {
    const notebook = readNotebook(path);
    checkLanguage(path, notebook);
    const target = join(out, basename(path).replace(/\.ipynb$/, ""));
    const other = targets.get(target);
    if (other !== undefined) {
      throw new UsageError(`${other} and ${path} would both be written to ${target}.ipynb`);
    }
    targets.set(target, path);
    return { path, notebook, target };
  });
}

function checkLanguage(path: string, { metadata }: Notebook): void {
  const { kernelspec, language_info } = metadata as {
    kernelspec?: { language?: unknown };
    language_info?: { name?: unknown };
  }; // optional all the way, and compared below
  const language = kernelspec?.language ?? language_info?.name ?? "typescript";
  if (language === "typescript" || language === "javascript") return;
  throw new NotebookError(
    `notebook ${path}: its language must be typescript or javascript. Received: ${language}`,
  );
}

function parseTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (seconds > 0 && Number.isFinite(seconds)) return seconds * 1000;
  throw new UsageError(`--timeout must be a number of seconds above 0. Received: ${text}`);
}
