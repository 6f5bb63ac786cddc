import type { Program, VariableDeclaration } from "oxc-parser";
import type { Declaration } from "../cell/cell-syntax.js";
import { declaredNames } from "../cell/declarations.js";
import { parseCell } from "../cell/parse-cell.js";
import { isPreloaded } from "../cell/preloaded.js";
import { isFunction, type SyntaxNode, walk } from "../cell/walk-syntax.js";
import { applyEdits, type Edit } from "./apply-edits.js";

/**
 * How V8 holds a top-level name; a REPL script may redeclare within a kind but not across.
 * Constants do not occur: they are compiled to `let`.
 */
export type BindingKind = "lexical" | "var";

export type RuntimeBindings = Map<string, BindingKind>;

type Statement = Program["body"][number];

const STRICT = '"use strict"; ';

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
  const { head, text } = clashes || hasUsing ? rewrite(code, bindings) : { head: "", text: code };
  for (const declaration of declarations) {
    const kind = compiledKind(declaration);
    if (kind === undefined) continue;
    const known = bindings.get(declaration.name);
    bindings.set(declaration.name, known ?? (hasUsing ? "var" : kind));
  }
  const resets = stale.map(({ name }) => `${name} = void 0; `).join("");
  // a directive only counts before anything else
  return head === "" && resets === "" && !hasUsing ? text : `${STRICT}${head}${resets}${text}`;
}

interface Rewritten {
  /** declarations to come first */
  readonly head: string;
  readonly text: string;
}

function rewrite(code: string, bindings: RuntimeBindings): Rewritten {
  const { program } = parseCell(code);
  const edits: Edit[] = [];
  const head: string[] = [];
  for (const statement of program.body) edits.push(...statementEdits(statement, bindings));
  walk(program, (node, parent, key) => {
    if (node.type !== "VariableDeclaration") return !isFunction(node) && node.type !== "ClassBody";
    const { names, edits: found } = assignmentEdits(
      node as unknown as VariableDeclaration,
      parent,
      key,
      bindings,
    );
    head.push(...names);
    edits.push(...found);
    return true;
  });
  return { head: head.join(""), text: applyEdits(code, edits).text };
}

/**
 * Turns a declaration into an assignment where a keyword of the other kind cannot stand: in a pattern,
 * in a block or the head of a loop, and where a value given before must stay.
 */
function assignmentEdits(
  declaration: VariableDeclaration,
  parent: SyntaxNode | undefined,
  key: string,
  bindings: RuntimeBindings,
): { readonly names: string[]; readonly edits: Edit[] } {
  const isTop = parent?.type === "Program";
  if (isPlain(declaration, isTop) || !(isTop || declaration.kind === "var")) {
    return { names: [], edits: [] };
  }
  const given = kindOf(declaration);
  const names = declaredNames(declaration);
  const isClash = names.some((name) => (bindings.get(name) ?? given) !== given);
  if (!isClash) return { names: [], edits: [] };
  const [first] = declaration.declarations;
  const isHead = key === "left" || (key === "init" && parent?.type === "ForStatement");
  const { start } = declaration;
  const end = declaration.declarations.at(-1)!.end;
  return {
    names: names.map((name) => `${keyword(bindings.get(name) ?? given)} ${name}; `),
    edits: [
      { start, end: first!.start, text: isHead ? "" : "void (" },
      ...(isHead ? [] : [{ start: end, end, text: ")" }]),
    ],
  };
}

/** whether `statementEdits` can do with another keyword: names alone, each with its value */
function isPlain({ declarations }: VariableDeclaration, isTop: boolean): boolean {
  return isTop && declarations.every(({ id, init }) => id.type === "Identifier" && init !== null);
}

function kindOf({ kind }: VariableDeclaration): BindingKind {
  return kind === "var" ? "var" : "lexical";
}

function keyword(kind: BindingKind): string {
  return kind === "var" ? "var" : "let";
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
      if (!isPlain(statement, true)) return [];
      const wanted = declaredNames(statement).map((name) => bindings.get(name));
      const given = kindOf(statement);
      if (wanted.every((kind) => kind === undefined || kind === given)) return [];
      return statement.declarations.map(({ start }, index) => {
        const word = keyword(wanted[index] ?? given);
        const previous = statement.declarations[index - 1];
        return previous === undefined
          ? { start: statement.start, end: start, text: `${word} ` }
          : { start: previous.end, end: start, text: `; ${word} ` };
      });
    }
    default:
      return [];
  }
}
