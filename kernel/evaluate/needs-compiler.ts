import type { CellSyntax } from "../cell/cell-syntax.js";
import { type SyntaxNode, walk } from "../cell/walk-syntax.js";

/** modifiers that only TypeScript has, on nodes that JavaScript has too */
const MODIFIERS = ["accessibility", "declare", "readonly", "override", "definite", "abstract"];
const OPTIONAL_CHAIN = new Set(["MemberExpression", "CallExpression", "ChainExpression"]);

/** Whether a cell holds anything that Node.js cannot run as it is: types, JSX, decorators, `using`. */
export function needsCompiler({ program }: CellSyntax): boolean {
  let found = false;
  walk(program, (node) => {
    found ||= isForeign(node as SyntaxNode & Readonly<Record<string, unknown>>);
    return !found;
  });
  return found;
}

function isForeign(node: SyntaxNode & Readonly<Record<string, unknown>>): boolean {
  const { type, kind, decorators } = node;
  return (
    type.startsWith("TS") ||
    type.startsWith("JSX") ||
    type === "AccessorProperty" ||
    MODIFIERS.some((modifier) => Boolean(node[modifier])) ||
    (node.optional === true && !OPTIONAL_CHAIN.has(type)) ||
    (Array.isArray(decorators) && decorators.length > 0) ||
    node.importKind === "type" ||
    node.exportKind === "type" ||
    kind === "using" ||
    kind === "await using"
  );
}
