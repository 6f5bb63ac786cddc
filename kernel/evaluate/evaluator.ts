import type { CellSyntax } from "../cell/cell-syntax.js";
import { PRELOADED } from "../cell/preloaded.js";
import type { MimeBundle } from "../display/mime-bundle.js";
import { type Project, readProject } from "../project/project.js";
import type { InputAnswer } from "./control-messages.js";
import { describeExit } from "./describe-exit.js";
import type { RuntimeBindings } from "./runtime-bindings.js";
import type { TransformedCell } from "./transform-cell.js";
import type { CommCommand, ErrorReport, ExpressionResult, Timing } from "./user-messages.js";
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
  readonly isTimed?: boolean;
}

export interface RunOutcome {
  readonly result?: MimeBundle;
  readonly error?: ErrorReport;
  readonly expressions: Readonly<Record<string, ExpressionResult>>;
  /** of a cell that was to be timed */
  readonly timing?: Timing;
  /** the user process ended and another took its place: all variables are gone */
  readonly restarted: boolean;
}

export interface EvaluatorOptions {
  /** the notebook's folder: modules are found from here */
  readonly cwd: string;
  readonly onOutput: (event: OutputEvent) => void;
  /** the user process ended between two runs */
  readonly onRestart?: (reason: string) => void;
  /** the user process was replaced, in or between runs: nothing of the old one will be heard any more */
  readonly onReplaced?: () => void;
}

/** Runs parsed cells, one at a time, in a process of their own. Knows nothing of Jupyter. */
export interface Evaluator {
  /** loads the parser ahead of the first run */
  warmUp(): Promise<void>;
  /** has the library loaded, if the cell needs it, while the cell is still being checked */
  prepare(request: Pick<RunRequest, "run" | "cell" | "expressions">): void;
  run(request: RunRequest): Promise<RunOutcome>;
  interrupt(): void;
  /** hands a comm message of a front end to user code; a `handled` event follows */
  deliver(command: CommCommand): void;
  /** answers an `input` event */
  answer(answer: InputAnswer): void;
  /** forgets all variables, between two runs */
  restart(): void;
  dispose(): void;
}

const LIBRARY_NAMES = PRELOADED.filter(({ module }) => module !== "kernel").map(({ name }) => name);
const LIBRARY_PACKAGES = new Set<string>(PRELOADED.map(({ module }) => module));

export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { cwd, onOutput, onRestart, onReplaced } = options;
  let bindings: RuntimeBindings = new Map();
  let running = false;
  let disposed = false;
  let isLibraryLoading = false;
  let user = start();
  let project: Project | undefined;
  const projectHere = () => {
    project ??= readProject(cwd);
    return project;
  };

  function start(): UserProcess {
    isLibraryLoading = false;
    const started = startUserProcess(cwd, onOutput);
    void started.exited.then((exit) => {
      if (disposed || user !== started) return;
      bindings = new Map();
      const wasRunning = running;
      user = start();
      onReplaced?.();
      if (!wasRunning) onRestart?.(describeExit(exit).message);
    });
    return started;
  }

  return {
    warmUp: async () => {
      const { transformCell } = await loadTransform();
      const { parseCell } = await import("../cell/parse-cell.js");
      // no types: the compiler takes 30 MB and is left to the first cell that needs it
      transformCell(parseCell("0"), new Map(), projectHere);
    },
    prepare: ({ run, cell, expressions = {} }) => {
      if (isLibraryLoading || !needsLibrary(cell, expressions, bindings)) return;
      isLibraryLoading = true;
      user.loadLibrary(run);
    },
    run: async ({ run, cell, label, expressions = {}, isTimed = false }) => {
      const { transformCell } = await loadTransform();
      let transformed: TransformedCell;
      try {
        transformed = transformCell(cell, bindings, projectHere);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        const { name, message } = error;
        return { error: { name, message, frames: [] }, expressions: {}, restarted: false };
      }
      running = true;
      try {
        const done = await user.run({
          type: "run",
          run,
          label,
          ...transformed,
          needsLibrary: needsLibrary(cell, expressions, bindings),
          wantsResult: endsInExpression(cell),
          expressions,
          isTimed,
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
    deliver: (command) => user.deliver(command),
    answer: (answer) => user.answer(answer),
    restart: () => {
      const old = user;
      bindings = new Map();
      user = start();
      old.kill();
    },
    dispose: () => {
      disposed = true;
      user.kill();
    },
  };
}

/** loaded late: the user process is to start before anything else takes time */
const loadTransform = () => import("./transform-cell.js");

/** A name that a cell has declared anew, this one included, is no longer the library's. */
function needsLibrary(
  cell: CellSyntax,
  expressions: Readonly<Record<string, string>>,
  bindings: RuntimeBindings,
): boolean {
  const text = Object.values(expressions).join("\n");
  const isMentioned = (name: string) =>
    cell.mentions.has(name) || new RegExp(`\\b${name}\\b`).test(text);
  return (
    LIBRARY_NAMES.some((name) => !bindings.has(name) && isMentioned(name)) ||
    cell.imports.some(({ source, isType }) => !isType && LIBRARY_PACKAGES.has(source))
  );
}

/** A declaration, a loop or an `if` has a completion value in JavaScript, but nobody asked to see it. */
function endsInExpression(cell: CellSyntax): boolean {
  const last = cell.program.body.findLast(({ type }) => type !== "EmptyStatement");
  return (
    last?.type === "ExpressionStatement" ||
    last?.type === "ExportDefaultDeclaration" ||
    last?.type === "TSExportAssignment"
  );
}
