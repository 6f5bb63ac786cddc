export interface SyntaxNode {
  readonly type: string;
}

/**
 * Visits a node and everything below it, in source order. `enter` returns false to skip what is
 * below a node; `key` is the property of the parent that holds it.
 */
export function walk(
  node: SyntaxNode,
  enter: (node: SyntaxNode, parent: SyntaxNode | undefined, key: string) => boolean,
  parent?: SyntaxNode,
  key = "",
): void {
  if (!enter(node, parent, key)) return;
  for (const [childKey, value] of Object.entries(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walk(item, enter, node, childKey);
    } else if (isNode(value)) {
      walk(value, enter, node, childKey);
    }
  }
}

export function isFunction({ type }: SyntaxNode): boolean {
  return (
    type === "FunctionDeclaration" ||
    type === "FunctionExpression" ||
    type === "ArrowFunctionExpression"
  );
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
  );
}
