import type { Program } from "oxc-parser";
import type { Span } from "../cell/cell-syntax.js";
import { type SyntaxNode, walk } from "../cell/walk-syntax.js";

/** statements that V8 never stops at, or that are gone when it runs */
const PASSED_OVER = new Set([
  "BlockStatement",
  "ClassDeclaration",
  "EmptyStatement",
  "FunctionDeclaration",
  "ImportDeclaration",
  "ExportAllDeclaration",
  "ExportNamedDeclaration",
  "LabeledStatement",
  "TryStatement",
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
]);

type Node = SyntaxNode & Span & Readonly<Record<string, unknown>>;

/** The lines, from 1 and ascending, that a breakpoint can be on: where statements and calls begin. */
export function breakableLines(code: string, program: Program): number[] {
  const lines = new Set<number>();
  const lineAt = lineFinder(code);
  walk(program, (found) => {
    const node = found as Node;
    if (node.declare === true) return false;
    const start = breakStart(node);
    if (start !== undefined) lines.add(lineAt(start));
    return !node.type.startsWith("TSType");
  });
  return [...lines].sort((a, b) => a - b);
}

/** where V8 may stop in a node, not counting its children */
function breakStart(node: Node): number | undefined {
  const { type } = node;
  if (type === "CallExpression") {
    const callee = node.callee as Node;
    return callee.type === "MemberExpression" ? (callee.property as Node).start : callee.start;
  }
  if (type === "ArrowFunctionExpression") {
    const body = node.body as Node;
    return body.type === "BlockStatement" ? undefined : body.start;
  }
  if (type === "DoWhileStatement") return (node.test as Node).start;
  if (type === "PropertyDefinition") return (node.value as Node | null)?.start;
  if (type === "VariableDeclaration") {
    const declarations = node.declarations as readonly Node[];
    return declarations.find(({ init }) => init !== null)?.start;
  }
  const isStatement = type.endsWith("Statement") || type.endsWith("Declaration");
  return isStatement && !PASSED_OVER.has(type) ? node.start : undefined;
}

/** The line that a breakpoint asked for on `line` stands on: the next one that can have one. */
export function nearestBreakable(lines: readonly number[], line: number): number | undefined {
  return lines.find((candidate) => candidate >= line) ?? lines.at(-1);
}

function lineFinder(code: string): (offset: number) => number {
  const starts = [0];
  for (let at = code.indexOf("\n"); at >= 0; at = code.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}
