import type { CellSyntax } from "../cell/cell-syntax.js";
import { parseNotebookCell } from "../cell/parse-notebook-cell.js";
import type { Checker } from "../check/checker.js";
import { formatDiagnostics } from "../check/format-diagnostic.js";
import type { MimeBundle } from "../display/mime-bundle.js";
import type { Evaluator } from "../evaluate/evaluator.js";
import type { ErrorReport, ExpressionResult } from "../evaluate/user-messages.js";
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
  readonly onWarning: (run: number, text: string) => void;
}

const MAX_TEXTS = 1000;

/** Takes a cell's text through parsing, type check and evaluation. */
export function createCellRunner(options: CellRunnerOptions): CellRunner {
  const { evaluator, checker, sources, typecheck, onWarning } = options;
  const texts = new Map<string, string>();
  let evaluating = false;
  let stopRequested = false;

  const format = (report: ErrorReport) => formatError(report, (label) => texts.get(label));
  const failed = (error: FormattedError): CellOutcome => ({ error, expressions: {} });

  /** undefined when the cell may run */
  const typeErrors = async (
    cell: CellSyntax,
    { run, count }: CellRequest,
  ): Promise<FormattedError | undefined> => {
    if (typecheck === "off") return undefined;
    const found = await checker.check(cell);
    if (found.length === 0) return undefined;
    const formatted = formatDiagnostics(cell.code, found, `Cell [${count}]`);
    if (typecheck === "error") return formatted;
    onWarning(run, `${formatted.traceback.join("\n")}\n`);
    return undefined;
  };

  const checkAhead = (code: string | undefined) => {
    if (code === undefined || typecheck === "off") return;
    const cell = parseNotebookCell(code);
    if (cell.problems.length === 0) checker.checkAhead(cell);
  };

  const forget = () => {
    checker.reset();
    sources.clear();
  };

  return {
    format,
    forget,
    interrupt: () => {
      stopRequested = true;
      if (evaluating) evaluator.interrupt();
    },
    run: async (request) => {
      stopRequested = false;
      const label = `Cell [${request.count}]`;
      texts.set(label, request.code);
      if (texts.size > MAX_TEXTS) texts.delete(texts.keys().next().value!);

      const cell = parseNotebookCell(request.code);
      if (cell.problems.length > 0) {
        return failed(formatDiagnostics(cell.code, cell.problems, label, "SyntaxError"));
      }
      evaluator.prepare(cell);
      const errors = await typeErrors(cell, request);
      if (errors !== undefined) return failed(errors);
      if (stopRequested) {
        return failed(format({ name: "Interrupted", message: "the cell was stopped", frames: [] }));
      }
      evaluating = true;
      const { run, expressions } = request;
      const evaluation = evaluator.run({ run, cell, label, expressions });
      // the checker takes it in while the cell runs, and goes on to the next
      checker.commit(cell);
      checkAhead(request.next());
      sources.remember(cell);
      const outcome = await evaluation.finally(() => {
        evaluating = false;
      });
      if (outcome.restarted) forget();
      return {
        expressions: outcome.expressions,
        ...(outcome.result === undefined ? {} : { result: outcome.result }),
        ...(outcome.error === undefined ? {} : { error: format(outcome.error) }),
      };
    },
  };
}
