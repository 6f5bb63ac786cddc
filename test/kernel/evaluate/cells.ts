import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseNotebookCell } from "../../../dist/kernel/cell/parse-notebook-cell.js";
import type { InputAnswer } from "../../../dist/kernel/evaluate/control-messages.js";
import {
  createEvaluator,
  type Evaluator,
  type RunOutcome,
} from "../../../dist/kernel/evaluate/evaluator.js";
import type { LiveValue } from "../../../dist/kernel/evaluate/live-value.js";
import type { CommCommand } from "../../../dist/kernel/evaluate/user-messages.js";
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
  /** what a variable holds now */
  look(root: string, ...path: string[]): Promise<LiveValue | undefined>;
  deliver(command: CommCommand): void;
  answer(answer: InputAnswer): void;
  /** the earliest output of a type that was not given out yet, as soon as there is one */
  output<Type extends OutputEvent["type"]>(
    type: Type,
    matches?: (event: Event<Type>) => boolean,
  ): Promise<Event<Type>>;
  readonly outputs: readonly OutputEvent[];
  /** everything printed by a run */
  printed(run?: number): string;
  /** what was told about processes that ended between two runs */
  readonly restarts: readonly string[];
  readonly lastRun: number;
  readonly folder: string;
  readonly evaluator: Evaluator;
  /** drops the outputs so far */
  forget(): void;
  dispose(): void;
}

type Event<Type> = Extract<OutputEvent, { type: Type }>;

export function startCells(folder = mkdtempSync(join(tmpdir(), "preplab-cells-"))): Cells {
  const outputs: OutputEvent[] = [];
  const restarts: string[] = [];
  const given = new Set<OutputEvent>();
  const sleepers: (() => void)[] = [];
  let watch: { text: string; then: () => void } | undefined;
  const evaluator = createEvaluator({
    cwd: folder,
    onRestart: (reason) => restarts.push(reason),
    onOutput: (event) => {
      if (event.type === "begun") return;
      outputs.push(event);
      for (const wake of sleepers.splice(0)) wake();
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
    evaluator,
    restarts,
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
    look: (root, ...path) => evaluator.look({ root, path }),
    deliver: (command) => evaluator.deliver(command),
    answer: (answer) => evaluator.answer(answer),
    output: async (type, matches = () => true) => {
      for (;;) {
        const found = outputs.find(
          (event): event is Event<typeof type> =>
            event.type === type && !given.has(event) && matches(event as Event<typeof type>),
        );
        if (found !== undefined) {
          given.add(found);
          return found;
        }
        await new Promise<void>((resolve) => sleepers.push(resolve));
      }
    },
    printed: (wanted = run) =>
      outputs
        .filter((event) => event.type === "stream" && event.run === wanted)
        .map((event) => (event.type === "stream" ? event.text : ""))
        .join(""),
    forget: () => {
      outputs.length = 0;
    },
    dispose: () => evaluator.dispose(),
  };
  return cells;
}
