import type { CellSyntax } from "../cell/cell-syntax.js";
import { parseNotebookCell } from "../cell/parse-notebook-cell.js";
import type { Checker } from "../check/checker.js";
import { formatDiagnostics } from "../check/format-diagnostic.js";
import type { MimeBundle } from "../display/mime-bundle.js";
import type { Evaluator } from "../evaluate/evaluator.js";
import type { ErrorReport, ExpressionResult } from "../evaluate/user-messages.js";
import { type FormattedError, formatError } from "./format-error.js";

/** `error`: a cell with type errors does not run; `warn`: it runs and they are printed; `off`: unchecked. */
export type TypecheckMode = "error" | "warn" | "off";

export interface CellRequest {
  readonly run: number;
  readonly code: string;
  /** the execution count shown for the cell */
  readonly count: number;
  readonly expressions: Readonly<Record<string, string>>;
}

export interface CellOutcome {
  readonly result?: MimeBundle;
  readonly error?: FormattedError;
  readonly expressions: Readonly<Record<string, ExpressionResult>>;
}

export interface CellRunner {
  run(request: CellRequest): Promise<CellOutcome>;
  interrupt(): void;
  format(report: ErrorReport): FormattedError;
}

export interface CellRunnerOptions {
  readonly evaluator: Evaluator;
  readonly checker: Checker;
  readonly typecheck: TypecheckMode;
  readonly onWarning: (run: number, text: string) => void;
}

const MAX_SOURCES = 1000;

/** Takes a cell's text through parsing, type check and evaluation. */
export function createCellRunner(options: CellRunnerOptions): CellRunner {
  const { evaluator, checker, typecheck, onWarning } = options;
  const sources = new Map<string, string>();
  let evaluating = false;
  let stopRequested = false;

  const format = (report: ErrorReport) => formatError(report, (label) => sources.get(label));
  const failed = (error: FormattedError): CellOutcome => ({ error, expressions: {} });

  /** undefined when the cell may run */
  const typeErrors = async (
    cell: CellSyntax,
    { run, count }: CellRequest,
  ): Promise<FormattedError | undefined> => {
    if (typecheck === "off") return undefined;
    const found = await checker.check(cell);
    if (found === undefined || found.length === 0) return undefined;
    const formatted = formatDiagnostics(cell.code, found, `Cell [${count}]`);
    if (typecheck === "error") return formatted;
    onWarning(run, `${formatted.traceback.join("\n")}\n`);
    return undefined;
  };

  return {
    format,
    interrupt: () => {
      stopRequested = true;
      if (evaluating) evaluator.interrupt();
    },
    run: async (request) => {
      stopRequested = false;
      const label = `Cell [${request.count}]`;
      sources.set(label, request.code);
      if (sources.size > MAX_SOURCES) sources.delete(sources.keys().next().value!);

      const cell = parseNotebookCell(request.code);
      if (cell.problems.length > 0) {
        return failed(formatDiagnostics(cell.code, cell.problems, label, "SyntaxError"));
      }
      evaluator.prepare({ run: request.run, cell });
      const errors = await typeErrors(cell, request);
      if (errors !== undefined) return failed(errors);
      if (stopRequested) {
        return failed(format({ name: "Interrupted", message: "the cell was stopped", frames: [] }));
      }
      evaluating = true;
      const { run, expressions } = request;
      const outcome = await evaluator.run({ run, cell, label, expressions }).finally(() => {
        evaluating = false;
      });
      if (outcome.restarted) checker.reset();
      else checker.commit(cell);
      return {
        expressions: outcome.expressions,
        ...(outcome.result === undefined ? {} : { result: outcome.result }),
        ...(outcome.error === undefined ? {} : { error: format(outcome.error) }),
      };
    },
  };
}
