import type { CellSyntax } from "../cell/cell-syntax.js";

type LiteralType = "number" | "string" | "boolean" | "bigint" | "null";

interface Node {
  readonly type: string;
}

const ARITHMETIC = new Set(["+", "-", "*", "/", "%", "**"]);
const ORDER = new Set(["<", ">", "<=", ">="]);

/**
 * Whether a cell does nothing but calculate with literals, in ways that are plain to see to be well
 * typed: `1 + 1`, `"a" + 2`. There is nothing to ask the language server about it.
 */
export function isSelfEvident({ program, problems }: CellSyntax): boolean {
  return (
    problems.length === 0 &&
    program.body.every(
      (statement) =>
        statement.type === "EmptyStatement" ||
        (statement.type === "ExpressionStatement" &&
          literalType(statement.expression) !== undefined),
    )
  );
}

function literalType(node: Node): LiteralType | undefined {
  switch (node.type) {
    case "Literal": {
      const { value, bigint, regex } = node as Node & Record<"value" | "bigint" | "regex", unknown>;
      if (typeof bigint === "string" || typeof regex === "object")
        return bigint ? "bigint" : undefined;
      if (value === null) return "null";
      const type = typeof value;
      return type === "number" || type === "string" || type === "boolean" ? type : undefined;
    }
    case "ParenthesizedExpression":
      return literalType((node as Node & { expression: Node }).expression);
    case "UnaryExpression": {
      const { operator, argument } = node as Node & { operator: string; argument: Node };
      const type = literalType(argument);
      return operator === "-" && (type === "number" || type === "bigint") ? type : undefined;
    }
    case "BinaryExpression": {
      const { operator, left, right } = node as Node &
        Record<"left" | "right", Node> & { operator: string };
      return binaryType(operator, literalType(left), literalType(right));
    }
    default:
      return undefined;
  }
}

function binaryType(
  operator: string,
  left: LiteralType | undefined,
  right: LiteralType | undefined,
): LiteralType | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left === right && (left === "number" || left === "bigint")) {
    // a bigint power has rules of its own
    if (left === "bigint" && operator === "**") return undefined;
    if (ARITHMETIC.has(operator)) return left;
    return ORDER.has(operator) ? "boolean" : undefined;
  }
  const joins = operator === "+" && (left === "string" || right === "string");
  return joins && left !== "null" && right !== "null" ? "string" : undefined;
}
