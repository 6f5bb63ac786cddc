import type { Program } from "oxc-parser";
import type { Declaration } from "../cell/cell-syntax.js";
import { parseCell } from "../cell/parse-cell.js";
import { isPreloaded } from "../cell/preloaded.js";
import { applyEdits, type Edit } from "./apply-edits.js";

/**
 * How V8 holds a top-level name; a REPL script may redeclare within a kind but not across.
 * Constants do not occur: they are compiled to `let`.
 */
export type BindingKind = "lexical" | "var";

export type RuntimeBindings = Map<string, BindingKind>;

type Statement = Program["body"][number];

function compiledKind({ kind }: Declaration): BindingKind | undefined {
  switch (kind) {
    case "let":
    case "const":
    case "class":
      return "lexical";
    case "var":
    case "function":
    case "enum":
    case "namespace":
      return "var";
    case "interface":
    case "type":
      return undefined;
    case "using":
      return "var";
  }
}

/**
 * Rewrites declarations of compiled JavaScript that clash with the kind V8 already knows a name by,
 * and records the kinds for the cells to come.
 */
export function reconcileBindings(
  code: string,
  declarations: readonly Declaration[],
  bindings: RuntimeBindings,
): string {
  // an enum or namespace compiles to `N || (N = {})`: without a reset it would merge with an older one
  const stale = declarations.filter(
    ({ name, kind }) =>
      (kind === "enum" || kind === "namespace") && (bindings.has(name) || isPreloaded(name)),
  );
  const hasUsing = declarations.some(({ kind }) => kind === "using");
  const clashes = declarations.some((declaration) => {
    const kind = compiledKind(declaration);
    const known = bindings.get(declaration.name);
    return kind !== undefined && known !== undefined && known !== kind;
  });
  // with `using`, the whole cell moves into a block and its lexical names become vars
  const text = clashes || hasUsing ? rewrite(code, bindings) : code;
  for (const declaration of declarations) {
    const kind = compiledKind(declaration);
    if (kind === undefined) continue;
    const known = bindings.get(declaration.name);
    bindings.set(declaration.name, known ?? (hasUsing ? "var" : kind));
  }
  return stale.map(({ name }) => `${name} = void 0; `).join("") + text;
}

function rewrite(code: string, bindings: RuntimeBindings): string {
  const edits: Edit[] = [];
  for (const statement of parseCell(code).program.body)
    edits.push(...statementEdits(statement, bindings));
  return applyEdits(code, edits).text;
}

function statementEdits(statement: Statement, bindings: RuntimeBindings): Edit[] {
  switch (statement.type) {
    case "FunctionDeclaration":
      return statement.id !== null && bindings.get(statement.id.name) === "lexical"
        ? [{ start: statement.start, end: statement.start, text: `let ${statement.id.name} = ` }]
        : [];
    case "ClassDeclaration":
      return statement.id !== null && bindings.get(statement.id.name) === "var"
        ? [{ start: statement.start, end: statement.start, text: `var ${statement.id.name} = ` }]
        : [];
    case "VariableDeclaration": {
      const names = statement.declarations.map(({ id }) =>
        id.type === "Identifier" ? id.name : "",
      );
      const wanted = names.map((name) => bindings.get(name));
      const given: BindingKind = statement.kind === "var" ? "var" : "lexical";
      if (wanted.every((kind) => kind === undefined || kind === given)) return [];
      return statement.declarations.map(({ start }, index) => {
        const kind = wanted[index] ?? given;
        const keyword = kind === "var" ? "var" : "let";
        const previous = statement.declarations[index - 1];
        return previous === undefined
          ? { start: statement.start, end: start, text: `${keyword} ` }
          : { start: previous.end, end: start, text: `; ${keyword} ` };
      });
    }
    default:
      return [];
  }
}
