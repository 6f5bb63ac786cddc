import type { CellSyntax } from "../cell/cell-syntax.js";
import { PRELOADED } from "../cell/preloaded.js";
import type { MimeBundle } from "../display/mime-bundle.js";
import { describeExit } from "./describe-exit.js";
import type { RuntimeBindings } from "./runtime-bindings.js";
import type { ErrorReport, ExpressionResult } from "./user-messages.js";
import {
  type OutputEvent,
  startUserProcess,
  type UserProcess,
  UserProcessGone,
} from "./user-process.js";

export interface RunRequest {
  /** grows by one with every run; outputs carry it */
  readonly run: number;
  readonly cell: CellSyntax;
  /** how stack frames name the cell */
  readonly label: string;
  readonly expressions?: Readonly<Record<string, string>>;
}

export interface RunOutcome {
  readonly result?: MimeBundle;
  readonly error?: ErrorReport;
  readonly expressions: Readonly<Record<string, ExpressionResult>>;
  /** the user process ended and another took its place: all variables are gone */
  readonly restarted: boolean;
}

export interface EvaluatorOptions {
  /** the notebook's folder: modules are found from here */
  readonly cwd: string;
  readonly onOutput: (event: OutputEvent) => void;
  /** the user process ended between two runs */
  readonly onRestart?: (reason: string) => void;
}

/** Runs parsed cells, one at a time, in a process of their own. Knows nothing of Jupyter. */
export interface Evaluator {
  /** loads the parser ahead of the first run */
  warmUp(): Promise<void>;
  /** has the library loaded, if the cell needs it, while the cell is still being checked */
  prepare(request: Pick<RunRequest, "run" | "cell">): void;
  run(request: RunRequest): Promise<RunOutcome>;
  interrupt(): void;
  dispose(): void;
}

const LIBRARY_NAMES = PRELOADED.filter(({ module }) => module !== "kernel").map(({ name }) => name);
const LIBRARY_PACKAGES = new Set<string>(PRELOADED.map(({ module }) => module));

export function createEvaluator({ cwd, onOutput, onRestart }: EvaluatorOptions): Evaluator {
  let bindings: RuntimeBindings = new Map();
  let running = false;
  let disposed = false;
  let isLibraryLoading = false;
  let user = start();

  function start(): UserProcess {
    isLibraryLoading = false;
    const started = startUserProcess(cwd, onOutput);
    void started.exited.then((exit) => {
      if (disposed || user !== started) return;
      bindings = new Map();
      const wasRunning = running;
      user = start();
      if (!wasRunning) onRestart?.(describeExit(exit).message);
    });
    return started;
  }

  return {
    warmUp: async () => {
      const { transformCell } = await loadTransform();
      const { parseCell } = await import("../cell/parse-cell.js");
      // no types: the compiler takes 30 MB and is left to the first cell that needs it
      transformCell(parseCell("0"), new Map());
    },
    prepare: ({ run, cell }) => {
      if (isLibraryLoading || !needsLibrary(cell, bindings)) return;
      isLibraryLoading = true;
      user.loadLibrary(run);
    },
    run: async ({ run, cell, label, expressions = {} }) => {
      const { transformCell } = await loadTransform();
      const { code, map } = transformCell(cell, bindings);
      running = true;
      try {
        const done = await user.run({
          type: "run",
          run,
          label,
          code,
          map,
          needsLibrary: needsLibrary(cell, bindings),
          wantsResult: endsInExpression(cell),
          expressions,
        });
        return { ...done, restarted: false };
      } catch (error) {
        if (!(error instanceof UserProcessGone)) throw error;
        return { error: describeExit(error.exit), expressions: {}, restarted: true };
      } finally {
        running = false;
      }
    },
    interrupt: () => user.interrupt(),
    dispose: () => {
      disposed = true;
      user.kill();
    },
  };
}

/** loaded late: the user process is to start before anything else takes time */
const loadTransform = () => import("./transform-cell.js");

/** A name that a cell has declared anew, this one included, is no longer the library's. */
function needsLibrary(cell: CellSyntax, bindings: RuntimeBindings): boolean {
  return (
    LIBRARY_NAMES.some((name) => cell.mentions.has(name) && !bindings.has(name)) ||
    cell.imports.some(({ source, isType }) => !isType && LIBRARY_PACKAGES.has(source))
  );
}

/** A declaration, a loop or an `if` has a completion value in JavaScript, but nobody asked to see it. */
function endsInExpression(cell: CellSyntax): boolean {
  const last = cell.program.body.findLast(({ type }) => type !== "EmptyStatement");
  return last?.type === "ExpressionStatement" || last?.type === "ExportDefaultDeclaration";
}
