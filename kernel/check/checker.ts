import type { CellSyntax } from "../cell/cell-syntax.js";

export interface Diagnostic {
  /** TypeScript's number, e.g. 2322 */
  readonly code: number;
  readonly message: string;
  /** UTF-16 offsets into the cell's code */
  readonly start: number;
  readonly end: number;
}

export interface Completion {
  /** full replacement for the text between `start` and `end` of the completion list */
  readonly text: string;
  /** Jupyter's experimental type names: function, class, instance, keyword, module, property, statement ... */
  readonly type: string;
  /** one-line signature, when known */
  readonly signature?: string;
}

export interface CompletionList {
  /** UTF-16 offsets of the text that a completion replaces */
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

export interface Hover {
  /** the signature line(s), TypeScript; of a call, all overloads, the one that fits first */
  readonly signature: string;
  /** UTF-16 offsets into the signature: the parameter of a call that is being typed */
  readonly bold?: { readonly start: number; readonly end: number };
  /** JSDoc as markdown, possibly empty */
  readonly documentation: string;
}

/**
 * The static view of a session: earlier cells as committed, the cell at hand as typed.
 * Nothing here ever waits for user code. Offsets are UTF-16 code units.
 */
export interface Checker {
  /** starts the language server; safe to call twice */
  start(): void;
  /** begins to check the cell that is going to be checked next, while others run */
  checkAhead(cell: CellSyntax): void;
  /** errors of a cell as it would run after all committed cells; undefined when nobody could tell */
  check(cell: CellSyntax): Promise<readonly Diagnostic[] | undefined>;
  /** makes a cell's declarations visible to later cells, the newest declaration of a name winning */
  commit(cell: CellSyntax): void;
  /** takes back what was committed last, as it turned out that it cannot run */
  retract(cell: CellSyntax): void;
  complete(code: string, offset: number): Promise<CompletionList>;
  hover(code: string, offset: number): Promise<Hover | undefined>;
  /** forgets all cells, as after a restart of the user process */
  reset(): void;
  dispose(): void;
}
