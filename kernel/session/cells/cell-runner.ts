import type { CellSyntax } from "../../cell/cell-syntax.js";
import { splitMagics } from "../../cell/magics.js";
import { parseCell } from "../../cell/parse-cell.js";
import { parseNotebookCell } from "../../cell/parse-notebook-cell.js";
import { parseTimedCell } from "../../cell/parse-timed-cell.js";
import type { TimedText } from "../../cell/timed-text.js";
import type { Checker } from "../../check/checker.js";
import { formatDiagnostics } from "../../check/diagnostics/format-diagnostic.js";
import type { MimeBundle } from "../../display/mime-bundle.js";
import type { Evaluator, RunOutcome, RunRequest } from "../../evaluate/evaluator.js";
import { LOADER_GLOBAL } from "../../evaluate/loader-global.js";
import type { LoopOptions } from "../../evaluate/loop-edits.js";
import type { ErrorReport, ExpressionResult, StreamName } from "../../evaluate/user-messages.js";
import type { Payload } from "../../wire/contents.js";
import type { CellSettings, MagicContext } from "../magics/magic.js";
import { typesOf } from "../magics/variable-types.js";
import type { CellSources } from "./cell-sources.js";
import { type FormattedError, formatError } from "./format-error.js";

/** `error`: a cell with type errors does not run; `warn`: it runs and they are printed; `off`: unchecked. */
export type TypecheckMode = "error" | "warn" | "off";

export interface CellRequest {
  readonly run: number;
  readonly code: string;
  /** the execution count shown for the cell */
  readonly count: number;
  readonly expressions: Readonly<Record<string, string>>;
  /** the text of the cell that waits behind this one */
  readonly next: () => string | undefined;
}

export interface CellOutcome {
  readonly result?: MimeBundle;
  readonly error?: FormattedError;
  readonly expressions: Readonly<Record<string, ExpressionResult>>;
  /** what a console does besides, such as showing a page */
  readonly payload?: readonly Payload[];
}

export interface CellRunner {
  run(request: CellRequest): Promise<CellOutcome>;
  interrupt(): void;
  /** all variables are gone */
  forget(): void;
  format(report: ErrorReport): FormattedError;
}

export interface CellRunnerOptions {
  readonly evaluator: Evaluator;
  readonly checker: Checker;
  readonly sources: CellSources;
  readonly typecheck: TypecheckMode;
  /** the notebook's folder */
  readonly cwd: string;
  readonly onOutput: (run: number, name: StreamName, text: string) => void;
  /** something to say on stderr, below the next cell */
  readonly takeNotice?: (() => string | undefined) | undefined;
}

const MAX_TEXTS = 1000;

/** Takes a cell's text through its magics, parsing, type check and evaluation. */
export function createCellRunner(options: CellRunnerOptions): CellRunner {
  const { evaluator, checker, sources, cwd, onOutput, takeNotice } = options;
  const session = { typecheck: options.typecheck };
  const texts = new Map<string, string>();
  const names = new Set<string>();
  let stopRequested = false;

  const format = (report: ErrorReport) => formatError(report, (label) => texts.get(label));
  const failed = (error: FormattedError): CellOutcome => ({ error, expressions: {} });
  const stopped = () =>
    failed(format({ name: "Interrupted", message: "the cell was stopped", frames: [] }));

  /** undefined when the cell may run; `source` is what its offsets are of */
  const refusal = async (
    { run, count, expressions }: CellRequest,
    cell: CellSyntax,
    source: string,
    typecheck: TypecheckMode,
  ): Promise<CellOutcome | undefined> => {
    const label = `Cell [${count}]`;
    if (cell.problems.length > 0) {
      return failed(formatDiagnostics(source, cell.problems, label, "SyntaxError"));
    }
    evaluator.prepare({ run, cell, expressions });
    const found = typecheck === "off" ? undefined : await checker.check(cell);
    if (found !== undefined && found.length > 0) {
      const formatted = formatDiagnostics(source, found, label);
      if (typecheck === "error") return failed(formatted);
      onOutput(run, "stderr", `${formatted.traceback.join("\n")}\n`);
    }
    return stopRequested ? stopped() : undefined;
  };

  const forget = () => {
    names.clear();
    sources.clear();
    checker.reset();
  };

  const evaluate = async (request: RunRequest): Promise<RunOutcome> => {
    const outcome = await evaluator.run(request);
    if (outcome.restarted) forget();
    return outcome;
  };

  const checkAhead = (text: string | undefined) => {
    if (text === undefined || session.typecheck === "off") return;
    const { magics, code } = splitMagics(text, (name) => names.has(name));
    const cell = parseNotebookCell(code);
    if (magics.length === 0 && cell.problems.length === 0) checker.checkAhead(cell);
  };

  const outcomeOf = ({ result, error, expressions }: RunOutcome): CellOutcome => ({
    expressions,
    ...(result === undefined ? {} : { result }),
    ...(error === undefined ? {} : { error: format(error) }),
  });

  const runCode = async (
    request: CellRequest,
    code: string,
    { typecheck, isTimed }: CellSettings,
  ): Promise<CellOutcome> => {
    const { run, count, expressions } = request;
    const cell = parseNotebookCell(code);
    const source = cell.code.length === code.length ? request.code : cell.code;
    const refused = await refusal(request, cell, source, typecheck);
    if (refused !== undefined) return refused;
    const label = `Cell [${count}]`;
    const evaluation = evaluate({ run, cell, source: request.code, label, expressions, isTimed });
    // the checker takes it in while the cell runs, and goes on to the next
    checker.commit(cell);
    checkAhead(request.next());
    const outcome = await evaluation;
    if (!outcome.restarted) {
      for (const { name } of cell.declarations) names.add(name);
      for (const { local } of cell.imports) names.add(local);
      sources.remember(cell);
    }
    if (outcome.timing !== undefined) {
      const { timingText } = await import("../magics/time.js");
      onOutput(run, "stdout", timingText(outcome.timing));
    }
    return outcomeOf(outcome);
  };

  const runTimed = async (
    request: CellRequest,
    timed: TimedText,
    options: LoopOptions,
    typecheck: TypecheckMode,
  ): Promise<CellOutcome> => {
    const { run, count, code: source } = request;
    const cell = parseTimedCell(source, timed);
    const refused = await refusal(request, cell, source, typecheck);
    if (refused !== undefined) return refused;
    const loops = { ...options, bodyStart: timed.bodyStart };
    return outcomeOf(await evaluate({ run, cell, source, label: `Cell [${count}]`, loops }));
  };

  const contextOf = (request: CellRequest, cell: CellSettings, hasCode: boolean): MagicContext => {
    const { run, count } = request;
    const runScript = async (code: string) => {
      if (stopRequested) return stopped();
      const script = { run, cell: parseCell(code), label: `Cell [${count}]` };
      const { error, ...outcome } = await evaluate(script);
      // its frames are of a script that nobody wrote
      return outcomeOf(
        error === undefined ? outcome : { ...outcome, error: { ...error, frames: [] } },
      );
    };
    return {
      folder: cwd,
      hasCode,
      cell,
      session,
      print: (text) => onOutput(run, "stdout", text),
      evaluate: runScript,
      command: (name, ...args) =>
        runScript(`await ${LOADER_GLOBAL}.commands.${name}(...${JSON.stringify(args)})`),
      time: (timed, options) => runTimed(request, timed, options, cell.typecheck),
      restart: () => {
        evaluator.restart();
        forget();
      },
      variables: () => typesOf(checker, names),
    };
  };

  const runCell = async (request: CellRequest): Promise<CellOutcome> => {
    const { magics, code } = splitMagics(request.code, (name) => names.has(name));
    const settings: CellSettings = { typecheck: session.typecheck, isTimed: false };
    if (magics.length === 0) return runCode(request, code, settings);
    const isLeft = code.trim() !== "";
    const hasCode = isLeft || magics.some(({ timed }) => timed !== undefined);
    // loaded with the first magic
    const { runMagics } = await import("../magics/run-magics.js");
    const outcome = await runMagics(magics, contextOf(request, settings, hasCode));
    if (outcome?.error !== undefined || !isLeft) return outcome ?? { expressions: {} };
    return runCode(request, code, settings);
  };

  return {
    format,
    forget,
    interrupt: () => {
      stopRequested = true;
      // also between cells: a timer or the handler of a message may be at work
      evaluator.interrupt();
    },
    run: async (request) => {
      stopRequested = false;
      texts.set(`Cell [${request.count}]`, request.code);
      if (texts.size > MAX_TEXTS) texts.delete(texts.keys().next().value!);
      const outcome = await runCell(request);
      const notice = takeNotice?.();
      if (notice !== undefined) onOutput(request.run, "stderr", notice);
      return outcome;
    },
  };
}
