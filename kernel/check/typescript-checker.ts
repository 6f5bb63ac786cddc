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
  readonly onDebug?: (text: string) => void;
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
const CHECK_TIMEOUT_MS = 10_000;

/** Checks, completes and explains cells with TypeScript's language server. */
export function createChecker(options: CheckerOptions): TypescriptChecker {
  const { cwd, signatureWaitMs = 25 } = options;
  const server = createLanguageServer({
    cwd,
    onReady: () => program.openAll(),
    ...(options.onDebug === undefined ? {} : { onDebug: options.onDebug }),
  });
  const program = createNotebookProgram(cwd, server);
  const { modules } = program;
  const editing = createEditing(program, signatureWaitMs);
  const localFiles = createLocalFiles(cwd);
  // a change and the request about it stay together
  const checking = createLane();

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
    const answer = await program.ask(CHECKED, "textDocument/diagnostic", {}, CHECK_TIMEOUT_MS);
    // it may be stuck: the next request starts another
    if (answer === undefined && performance.now() - begin >= CHECK_TIMEOUT_MS) server.kill();
    return (answer as { items?: readonly ServerDiagnostic[] } | undefined)?.items ?? [];
  };

  const check = (cell: CellSyntax): Promise<readonly Diagnostic[]> => {
    start();
    program.touch();
    return checking(async () => {
      const changes = localFiles.changes(cell.code);
      if (changes.length > 0) server.notify("workspace/didChangeWatchedFiles", { changes });
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
  };

  return {
    start,
    check,
    commit: (cell) => {
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
    reset: program.reset,
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
