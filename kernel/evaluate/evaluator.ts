import type { CellSyntax } from "../cell/cell-syntax.js";
import { PRELOADED } from "../cell/preloaded.js";
import type { MimeBundle } from "../display/mime-bundle.js";
import { type Project, readProject } from "../project/project.js";
import { cellUrl } from "./cell-url.js";
import type { InputAnswer } from "./control-messages.js";
import type { DebugObserver, DebugTarget, RunScript } from "./debug-target.js";
import { describeExit } from "./describe-exit.js";
import { InspectorGone } from "./inspector-link.js";
import type { LivePlace, LiveValue } from "./live-value.js";
import type { LoopRequest } from "./loop-edits.js";
import type { RuntimeBindings } from "./runtime-bindings.js";
import type { TransformedCell } from "./transform-cell.js";
import type { CommCommand, ErrorReport, ExpressionResult, Timing } from "./user-messages.js";
import {
  type OutputEvent,
  startUserProcess,
  type UserProcess,
  UserProcessGone,
} from "./user-process.js";
import { workingFolder } from "./working-folder.js";

export interface RunRequest {
  /** grows by one with every run; outputs carry it */
  readonly run: number;
  readonly cell: CellSyntax;
  /** the cell as its author wrote it, when that is not what was parsed */
  readonly source?: string;
  /** how stack frames name the cell */
  readonly label: string;
  readonly expressions?: Readonly<Record<string, string>>;
  readonly isTimed?: boolean;
  /** of a timed cell: runs it that often and prints how long it took */
  readonly loops?: LoopRequest;
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
  /** what a variable holds, also while a cell runs; undefined when that cannot be seen right now */
  look(place: LivePlace): Promise<LiveValue | undefined>;
  readonly debugTarget: DebugTarget;
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

/** as many as stacks of errors are traced back to */
const KEPT_SCRIPTS = 200;

export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { cwd, onOutput, onRestart, onReplaced } = options;
  let bindings: RuntimeBindings = new Map();
  let running = false;
  let disposed = false;
  let observer: DebugObserver | undefined;
  const scripts = new Map<number, RunScript>();
  let isLibraryLoading = false;
  /** undefined when the last one could not even start; the next run tries again */
  let user: UserProcess | undefined = start();
  let project: Project | undefined;
  const projectHere = () => {
    project ??= readProject(cwd);
    return project;
  };

  function start(): UserProcess {
    const { folder, notice } = workingFolder(cwd);
    const started = startUserProcess(folder, onOutput, (method, params) =>
      observer?.notified(method, params),
    );
    isLibraryLoading = false;
    void started.exited.then((exit) => {
      if (disposed || user !== started) return;
      bindings = new Map();
      scripts.clear();
      const wasRunning = running;
      user = exit.wasReady ? start() : undefined;
      observer?.restarted();
      onReplaced?.();
      if (!wasRunning) onRestart?.(describeExit(exit).message);
    });
    if (notice !== undefined) onRestart?.(notice);
    return started;
  }

  const debugTarget: DebugTarget = {
    observe: (wanted) => {
      observer = wanted;
    },
    post: async (method, params = {}) => {
      if (user === undefined) throw new InspectorGone("there is no user process");
      return user.inspector.post(method, params);
    },
    detach: () => user?.inspector.detach(),
    compile: async (code) => {
      const { compileExpression } = await import("./compile-expression.js");
      return compileExpression(code, projectHere);
    },
    recentScripts: () => scripts.values(),
    declaredNames: () => [...bindings.keys()],
    get isRunning() {
      return running;
    },
  };

  return {
    debugTarget,
    warmUp: async () => {
      const { transformCell } = await loadTransform();
      const { parseCell } = await import("../cell/parse-cell.js");
      // no types: the compiler takes 30 MB and is left to the first cell that needs it
      transformCell(parseCell("0"), new Map(), projectHere);
    },
    prepare: ({ run, cell, expressions = {} }) => {
      if (isLibraryLoading || !needsLibrary(cell, expressions, bindings)) return;
      isLibraryLoading = true;
      user?.loadLibrary(run);
    },
    run: async (request) => {
      const { run, cell, label, source = cell.code, expressions = {}, isTimed = false } = request;
      const { transformCell } = await loadTransform();
      let transformed: TransformedCell;
      try {
        transformed = transformCell(cell, bindings, projectHere, request.loops);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        const { name, message } = error;
        return { error: { name, message, frames: [] }, expressions: {}, restarted: false };
      }
      const script: RunScript = { run, label, url: cellUrl(run), source, ...transformed };
      scripts.set(run, script);
      scripts.delete(run - KEPT_SCRIPTS);
      const debugging = observer?.scriptReady(script);
      await debugging;
      running = true;
      try {
        user ??= start();
        const done = await user.run({
          type: "run",
          run,
          label,
          ...transformed,
          needsLibrary: needsLibrary(cell, expressions, bindings),
          wantsResult: endsInExpression(cell),
          isDebugged: debugging !== undefined,
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
    interrupt: () => user?.interrupt(),
    look: async (place) => user?.ask(place),
    deliver: (command) => user?.deliver(command),
    answer: (answer) => user?.answer(answer),
    restart: () => {
      const old = user;
      bindings = new Map();
      scripts.clear();
      user = start();
      observer?.restarted();
      old?.kill();
    },
    dispose: () => {
      disposed = true;
      user?.kill();
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
