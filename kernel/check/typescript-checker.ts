import type { CellSyntax } from "../cell/cell-syntax.js";
import { asDeclared } from "./assignment-to-import.js";
import { ownNames } from "./cell-modules.js";
import type { Checker, Diagnostic } from "./checker.js";
import type { Range } from "./completion-list.js";
import { createEditing } from "./editing.js";
import { createLane } from "./lane.js";
import { createLanguageServer } from "./language-server.js";
import { createLocalFiles } from "./local-files.js";
import { CHECKED, createNotebookProgram } from "./notebook-program.js";
import { readableTypes } from "./readable-types.js";
import { SUPPRESSED_DIAGNOSTICS } from "./suppressed-diagnostics.js";
import { below, textPositions } from "./text-positions.js";

export interface CheckerOptions {
  /** the notebook's folder; nothing is written there */
  readonly cwd: string;
  /** tells of checks that did not take place; during a check, so that it lands in a cell */
  readonly onNotice?: (text: string) => void;
  readonly onDebug?: (text: string) => void;
  /** how long a check may take before the cell runs without it, 10,000 by default */
  readonly checkWaitMs?: number;
  /** instead of the compiler that is installed with the kernel */
  readonly executable?: string;
  /** how long a completion waits for signatures, 25 by default */
  readonly signatureWaitMs?: number;
}

/** A checker whose process can be looked at, for tests and diagnosis. */
export interface TypescriptChecker extends Checker {
  pid(): number | undefined;
}

interface ServerDiagnostic {
  readonly range: Range;
  readonly severity?: number;
  readonly code?: number | string;
  readonly message: string;
}

const ERROR = 1;

/** Checks, completes and explains cells with TypeScript's language server. */
export function createChecker(options: CheckerOptions): TypescriptChecker {
  const { cwd, onNotice = () => {}, signatureWaitMs = 25, checkWaitMs = 10_000 } = options;
  const untold: string[] = [];
  /** troubles that were told, for each is told once */
  const told = new Set<string>();
  const server = createLanguageServer({
    cwd,
    onTrouble: (text) => {
      if (!told.has(text)) untold.push(text);
      told.add(text);
    },
    onReady: () => program.openAll(),
    ...(options.onDebug === undefined ? {} : { onDebug: options.onDebug }),
    ...(options.executable === undefined ? {} : { executable: options.executable }),
  });
  const program = createNotebookProgram(cwd, server);
  const { modules } = program;
  const editing = createEditing(program, signatureWaitMs);
  const localFiles = createLocalFiles(cwd);
  // a change and the request about it stay together
  const checking = createLane();

  /** of the cell that comes next; void as soon as anything changes */
  let ahead: { readonly code: string; readonly errors: Promise<readonly Diagnostic[]> } | undefined;
  let started = false;

  const start = () => {
    if (started) return;
    started = true;
    program.start();
    // the first answer takes longest
    void checking(diagnose);
  };

  const diagnose = async (): Promise<readonly ServerDiagnostic[]> => {
    const begin = performance.now();
    const ask = () => program.ask(CHECKED, "textDocument/diagnostic", {}, checkWaitMs);
    const asked = server.pid();
    let answer = await ask();
    if (answer === undefined && performance.now() - begin >= checkWaitMs) {
      untold.push(
        `The type check took more than ${checkWaitMs / 1000} s: the cell runs without it.`,
      );
    } else if (answer === undefined && asked !== undefined && server.pid() !== asked) {
      // ended meanwhile: one more try with a fresh one
      answer = await ask();
    }
    return (answer as { items?: readonly ServerDiagnostic[] } | undefined)?.items ?? [];
  };

  const findErrors = (cell: CellSyntax): Promise<readonly Diagnostic[]> =>
    checking(async () => {
      const own = ownNames(cell);
      const header = modules.header(cell.mentions, own);
      await program.settle(cell.mentions);
      program.place(CHECKED, header, cell.code);
      const { toOffset } = textPositions(cell.code);
      const found = await diagnose();
      const lastLine = lineCount(cell.code);
      return found.flatMap(({ range, severity, code, message }): Diagnostic[] => {
        const isOfCell = range.start.line > 0 && range.start.line <= lastLine;
        if (severity !== ERROR || !isOfCell || SUPPRESSED_DIAGNOSTICS.has(Number(code))) return [];
        const start = toOffset(below(range.start));
        const end = toOffset(below(range.end));
        const name = cell.code.slice(start, end);
        const diagnostic = { code: Number(code), message: readableTypes(message), start, end };
        return [asDeclared(diagnostic, name, own.has(name) ? undefined : modules.kindOf(name))];
      });
    });

  /** whether files that cells import are as they were; the server is told of those that are not */
  const filesAreCurrent = (cell: CellSyntax): boolean => {
    const changes = localFiles.changes(cell.code);
    if (changes.length > 0) server.notify("workspace/didChangeWatchedFiles", { changes });
    return changes.length === 0;
  };

  const check = async (cell: CellSyntax): Promise<readonly Diagnostic[]> => {
    start();
    program.touch();
    const isKnown = filesAreCurrent(cell) && ahead?.code === cell.code;
    const errors = await (isKnown ? ahead!.errors : findErrors(cell));
    ahead = undefined;
    for (const text of untold.splice(0)) onNotice(text);
    return errors;
  };

  const checkAhead = (cell: CellSyntax): void => {
    start();
    program.touch();
    filesAreCurrent(cell);
    ahead = { code: cell.code, errors: findErrors(cell) };
  };

  return {
    start,
    check,
    checkAhead,
    commit: (cell) => {
      ahead = undefined;
      if (cell.problems.length === 0) program.commit(cell);
    },
    complete: (code, offset) => {
      start();
      return editing.complete(code, offset);
    },
    hover: (code, offset) => {
      start();
      return editing.hover(code, offset);
    },
    reset: () => {
      ahead = undefined;
      program.reset();
    },
    pid: server.pid,
    dispose: () => {
      program.dispose();
      server.dispose();
    },
  };
}

function lineCount(code: string): number {
  return code.split(/\r\n|\n|\r/).length;
}
