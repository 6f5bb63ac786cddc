import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseNotebookCell } from "../../../dist/kernel/cell/parse-notebook-cell.js";
import { createEvaluator, type RunOutcome } from "../../../dist/kernel/evaluate/evaluator.js";
import type { OutputEvent } from "../../../dist/kernel/evaluate/user-process.js";

/** An evaluator as a notebook drives it: one cell after another, outputs collected. */
export interface Cells {
  run(code: string): Promise<RunOutcome>;
  /** text of the last statement's value, or the error's name and message */
  value(code: string): Promise<string | undefined>;
  /** starts a cell and calls back as soon as it has printed `text` */
  runUntil(code: string, text: string, then: () => void): Promise<RunOutcome>;
  /** announces a cell that is going to run next */
  prepare(code: string): void;
  interrupt(): void;
  readonly outputs: readonly OutputEvent[];
  /** everything printed by a run */
  printed(run?: number): string;
  readonly lastRun: number;
  readonly folder: string;
  dispose(): void;
}

export function startCells(folder = mkdtempSync(join(tmpdir(), "preplab-cells-"))): Cells {
  const outputs: OutputEvent[] = [];
  let watch: { text: string; then: () => void } | undefined;
  const evaluator = createEvaluator({
    cwd: folder,
    onOutput: (event) => {
      outputs.push(event);
      if (watch !== undefined && event.type === "stream" && event.text.includes(watch.text)) {
        const { then } = watch;
        watch = undefined;
        then();
      }
    },
  });
  let run = 0;
  const cells: Cells = {
    outputs,
    folder,
    get lastRun() {
      return run;
    },
    run: (code) => {
      run++;
      return evaluator.run({ run, cell: parseNotebookCell(code), label: `Cell [${run}]` });
    },
    value: async (code) => {
      const { result, error } = await cells.run(code);
      if (error !== undefined) return `${error.name}: ${error.message}`;
      return result?.data["text/plain"] as string | undefined;
    },
    runUntil: (code, text, then) => {
      watch = { text, then };
      return cells.run(code);
    },
    prepare: (code) => evaluator.prepare({ run: run + 1, cell: parseNotebookCell(code) }),
    interrupt: () => evaluator.interrupt(),
    printed: (wanted = run) =>
      outputs
        .filter((event) => event.type === "stream" && event.run === wanted)
        .map((event) => (event.type === "stream" ? event.text : ""))
        .join(""),
    dispose: () => evaluator.dispose(),
  };
  return cells;
}
