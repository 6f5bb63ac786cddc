import type { Program } from "oxc-parser";

/** How a top-level name of a cell came to be; decides how later cells may refer to it. */
export type DeclarationKind =
  | "var"
  | "let"
  | "const"
  | "using"
  | "class"
  | "function"
  | "enum"
  | "namespace"
  | "interface"
  | "type";

export interface Declaration {
  readonly name: string;
  readonly kind: DeclarationKind;
}

/** One name bound by a static import, e.g. `{ readFile as rf }` of `node:fs`. */
export interface ImportBinding {
  readonly local: string;
  /** exported name, `"default"`, or `"*"` for a namespace import */
  readonly imported: string;
  readonly source: string;
  /** `import type` or `{ type X }` */
  readonly isType: boolean;
  /** `with { type: "json" }` and the like, verbatim, or undefined */
  readonly attributes?: string;
}

/** UTF-16 offsets into the cell's code */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SyntaxProblem extends Span {
  readonly message: string;
}

/** What parsing a cell tells everyone else: the evaluator, the checker and is_complete. */
export interface CellSyntax {
  readonly code: string;
  readonly program: Program;
  readonly problems: readonly SyntaxProblem[];
  /** whether the cell holds JSX, and so no casts of the form `<T>x` */
  readonly isJsx: boolean;
  readonly declarations: readonly Declaration[];
  readonly imports: readonly ImportBinding[];
  /** every identifier that occurs in the cell, in value or type position */
  readonly mentions: ReadonlySet<string>;
  /** `import(...)` expressions at any depth */
  readonly dynamicImports: readonly Span[];
  /** `import.meta` at any depth */
  readonly importMetas: readonly Span[];
}
