import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { createChecker } from "../../../dist/kernel/check/typescript-checker.js";
import { createEvaluator } from "../../../dist/kernel/evaluate/evaluator.js";
import { createCellRunner } from "../../../dist/kernel/session/cells/cell-runner.js";
import { createCellSources } from "../../../dist/kernel/session/cells/cell-sources.js";

/** What became of a cell, as a front end would show it. */
export interface Ran {
  readonly result: string | undefined;
  readonly error: string | undefined;
  readonly traceback: string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCells {
  readonly folder: string;
  run(code: string): Promise<Ran>;
  /** runs a cell and stops it once it has printed `text` */
  runAndStop(code: string, text: string): Promise<Ran>;
  dispose(): void;
}

/** Runner, evaluator and type checker as a session puts them together, in a folder of their own. */
export function startRunningCells(): RunningCells {
  const folder = mkdtempSync(join(tmpdir(), "preplab-magics-"));
  const printed: { run: number; name: "stdout" | "stderr"; text: string }[] = [];
  let onPrint: (() => void) | undefined;
  const onOutput = (run: number, name: "stdout" | "stderr", text: string) => {
    printed.push({ run, name, text });
    onPrint?.();
  };
  const evaluator = createEvaluator({
    cwd: folder,
    onOutput: (event) => {
      if (event.type === "stream") onOutput(event.run, event.name, event.text);
    },
  });
  const checker = createChecker({ cwd: folder });
  const runner = createCellRunner({
    evaluator,
    checker,
    sources: createCellSources(),
    typecheck: "error",
    cwd: folder,
    onOutput,
  });
  let count = 0;

  const textOf = (run: number, name: string) =>
    printed
      .filter((output) => output.run === run && output.name === name)
      .map(({ text }) => text)
      .join("");

  const run = async (code: string): Promise<Ran> => {
    const number = ++count;
    const { result, error } = await runner.run({
      run: number,
      code,
      count: number,
      expressions: {},
      next: () => undefined,
    });
    return {
      result: result?.data["text/plain"] as string | undefined,
      error: error === undefined ? undefined : `${error.ename}: ${error.evalue}`,
      traceback: stripVTControlCharacters(error?.traceback.join("\n") ?? ""),
      stdout: textOf(number, "stdout"),
      stderr: stripVTControlCharacters(textOf(number, "stderr")),
    };
  };

  return {
    folder,
    run,
    runAndStop: (code, text) => {
      onPrint = () => {
        if (!textOf(count, "stdout").includes(text)) return;
        onPrint = undefined;
        runner.interrupt();
      };
      return run(code);
    },
    dispose: () => {
      evaluator.dispose();
      checker.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
