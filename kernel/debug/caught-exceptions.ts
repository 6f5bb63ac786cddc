import type { Program } from "oxc-parser";
import type { Span } from "../cell/cell-syntax.js";
import { isFunction, type SyntaxNode, walk } from "../cell/walk-syntax.js";

type Node = SyntaxNode & Span & Readonly<Record<string, unknown>>;

/**
 * Whether what is thrown at an offset is caught in the same function: by a `try` with a `catch`, or by
 * the `.catch` of a promise. V8's own guess takes the kernel's handlers for the user's.
 */
export function isCaughtAt(program: Program, offset: number): boolean {
  let isCaught = false;
  walk(program, (found) => {
    const node = found as Node;
    if (offset < node.start || offset >= node.end) return false;
    if (isFunction(node)) isCaught = false;
    else if (catches(node, offset)) isCaught = true;
    return true;
  });
  return isCaught;
}

function catches(node: Node, offset: number): boolean {
  if (node.type === "TryStatement") {
    const block = node.block as Node;
    return node.handler !== null && offset >= block.start && offset < block.end;
  }
  if (node.type !== "CallExpression") return false;
  const callee = node.callee as Node;
  if (callee.type !== "MemberExpression") return false;
  const { object, property } = callee as Node & { object: Node; property: Node };
  return property.name === "catch" && offset < object.end;
}
