import type { CellSyntax } from "../cell/cell-syntax.js";
import { readProject } from "../project/project.js";
import type { Range } from "./assist/completion-list.js";
import { createEditing } from "./assist/editing.js";
import type { Checker, Diagnostic } from "./checker.js";
import { asDeclared } from "./diagnostics/assignment-to-import.js";
import { withRemedy } from "./diagnostics/missing-module.js";
import {
  ANNOTATIONS_WANTED,
  SUPPRESSED_DIAGNOSTICS,
} from "./diagnostics/suppressed-diagnostics.js";
import { ownNames } from "./program/cell-modules.js";
import { CHECKED, createNotebookProgram } from "./program/notebook-program.js";
import { createLocalFiles } from "./project/local-files.js";
import { readableTypes } from "./readable-types.js";
import { createLane } from "./server/lane.js";
import { createLanguageServer } from "./server/language-server.js";
import { below, textPositions } from "./server/text-positions.js";

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
  const project = readProject(cwd);
  const program = createNotebookProgram({ cwd, project, server });
  const { modules } = program;
  const editing = createEditing(program, signatureWaitMs);
  const localFiles = createLocalFiles(cwd, project.aliases);
  // a change and the request about it stay together
  const checking = createLane();

  /** of the cell that comes next; void as soon as anything changes */
  let ahead:
    | { readonly code: string; readonly errors: Promise<readonly Diagnostic[] | undefined> }
    | undefined;
  let started = false;

  const wantsAnnotations = project.options.noImplicitAny === true;
  const isSuppressed = (code: number) =>
    SUPPRESSED_DIAGNOSTICS.has(code) && !(wantsAnnotations && ANNOTATIONS_WANTED.has(code));

  const start = () => {
    if (started) return;
    started = true;
    program.start();
    // the first answer takes longest
    void checking(() => diagnose(`${CHECKED}.ts`));
  };

  const diagnose = async (document: string): Promise<readonly ServerDiagnostic[] | undefined> => {
    const begin = performance.now();
    const ask = () => program.ask(document, "textDocument/diagnostic", {}, checkWaitMs);
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
    return (answer as { items?: readonly ServerDiagnostic[] } | undefined)?.items;
  };

  const findErrors = (cell: CellSyntax): Promise<readonly Diagnostic[] | undefined> =>
    checking(async () => {
      const own = ownNames(cell);
      const document = await program.place(CHECKED, { ...cell, own }, modules.header);
      const { toOffset } = textPositions(cell.code);
      const found = await diagnose(document);
      const lastLine = lineCount(cell.code);
      return found?.flatMap(({ range, severity, code, message }): Diagnostic[] => {
        const isOfCell = range.start.line > 0 && range.start.line <= lastLine;
        if (severity !== ERROR || !isOfCell || isSuppressed(Number(code))) return [];
        const start = toOffset(below(range.start));
        const end = toOffset(below(range.end));
        const name = cell.code.slice(start, end);
        const diagnostic = { code: Number(code), message: readableTypes(message), start, end };
        const kind = own.has(name) ? undefined : modules.kindOf(name);
        const explained = withRemedy(asDeclared(diagnostic, name, kind), cwd);
        return explained === undefined ? [] : [explained];
      });
    });

  /** whether files that cells import are as they were; the server is told of those that are not */
  const filesAreCurrent = (cell: CellSyntax): boolean => {
    const changes = localFiles.changes(cell.code);
    if (changes.length > 0) server.notify("workspace/didChangeWatchedFiles", { changes });
    return changes.length === 0;
  };

  const check = async (cell: CellSyntax): Promise<readonly Diagnostic[] | undefined> => {
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
