import type { CellSyntax } from "../../cell/cell-syntax.js";

type LiteralType = "number" | "string" | "boolean" | "bigint" | "null";

interface Node {
  readonly type: string;
}

const ARITHMETIC = new Set(["+", "-", "*", "/", "%", "**"]);
const ORDER = new Set(["<", ">", "<=", ">="]);

/** names that TypeScript or strict mode does not let a module declare, or not everywhere */
const RESERVED = new Set([
  "arguments",
  "eval",
  "exports",
  "globalThis",
  "Object",
  "Promise",
  "require",
  "undefined",
]);

/** types of names that the cell has declared so far */
type Known = Map<string, LiteralType>;

/**
 * Whether a cell does nothing but calculate with literals, and with variables that it sets to such
 * values, in ways that are plain to see to be well typed: `1 + 1`, `let n = 5; n * 2`. There is nothing
 * to ask the language server about it.
 */
export function isSelfEvident({ program, problems }: CellSyntax): boolean {
  const known: Known = new Map();
  return problems.length === 0 && program.body.every((statement) => isEvident(statement, known));
}

function isEvident(statement: CellSyntax["program"]["body"][number], known: Known): boolean {
  switch (statement.type) {
    case "EmptyStatement":
      return true;
    case "ExpressionStatement":
      return literalType(statement.expression, known) !== undefined;
    case "VariableDeclaration":
      // what the cell names twice is an error or not, and not for us to say
      return (
        (statement.kind === "let" || statement.kind === "const") &&
        statement.declarations.every(({ id, init }) => {
          if (id.type !== "Identifier" || id.typeAnnotation || init === null) return false;
          const type = literalType(init, known);
          if (type === undefined || known.has(id.name) || RESERVED.has(id.name)) return false;
          known.set(id.name, type);
          return true;
        })
      );
    default:
      return false;
  }
}

function literalType(node: Node, known: Known): LiteralType | undefined {
  switch (node.type) {
    case "Identifier":
      return known.get((node as Node & { name: string }).name);
    case "Literal": {
      const { value, bigint, regex } = node as Node & Record<"value" | "bigint" | "regex", unknown>;
      if (typeof bigint === "string" || typeof regex === "object")
        return bigint ? "bigint" : undefined;
      if (value === null) return "null";
      const type = typeof value;
      return type === "number" || type === "string" || type === "boolean" ? type : undefined;
    }
    case "ParenthesizedExpression":
      return literalType((node as Node & { expression: Node }).expression, known);
    case "UnaryExpression": {
      const { operator, argument } = node as Node & { operator: string; argument: Node };
      const type = literalType(argument, known);
      return operator === "-" && (type === "number" || type === "bigint") ? type : undefined;
    }
    case "BinaryExpression": {
      const { operator, left, right } = node as Node &
        Record<"left" | "right", Node> & { operator: string };
      return binaryType(operator, literalType(left, known), literalType(right, known));
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
