import type { Program } from "oxc-parser";
import type { CellSyntax, Span } from "../cell/cell-syntax.js";
import { isFunction, type SyntaxNode, walk } from "../cell/walk-syntax.js";
import type { Edit } from "./apply-edits.js";
import { LOADER_GLOBAL } from "./loader-global.js";

type Statement = Program["body"][number];
type ImportStatement = Extract<Statement, { type: "ImportDeclaration" }>;

const STRICT = '"use strict"; void 0; ';
/** swc's lowering of `using` declares names of its own; a mention makes it pick others */
const STRICT_WITH_USING = '"use strict"; void (() => [env, result]); ';

export interface ModuleEdits {
  /** what comes before the cell's first character */
  readonly head: string;
  readonly edits: readonly Edit[];
}

/**
 * Edits that turn a cell's module syntax into what a REPL script can run. Static imports move to the
 * head of line 1, as they are hoisted in a module; every line stays where it is. A top-level `const`
 * runs as a `let`: V8 lets no later cell turn a constant into anything else, and assignments to
 * constants are the type checker's to find.
 */
export function moduleEdits(cell: CellSyntax): ModuleEdits {
  const edits: Edit[] = [];
  const heads: string[] = [];
  for (const statement of cell.program.body) {
    switch (statement.type) {
      case "ImportDeclaration":
        if (statement.importKind !== "type") heads.push(importHead(cell, statement));
        edits.push(blank(cell.code, statement.start, statement.end));
        break;
      case "VariableDeclaration":
      case "TSImportEqualsDeclaration":
        edits.push(...constantEdits(statement));
        break;
      case "ExportNamedDeclaration":
        if (statement.declaration !== null) {
          edits.push({ start: statement.start, end: statement.declaration.start, text: "" });
          edits.push(...constantEdits(statement.declaration));
        } else {
          if (statement.source !== null && statement.exportKind !== "type") {
            heads.push(load(statement.source.value));
          }
          edits.push(blank(cell.code, statement.start, statement.end));
        }
        break;
      case "ExportAllDeclaration":
        if (statement.exportKind !== "type") heads.push(load(statement.source.value));
        edits.push(blank(cell.code, statement.start, statement.end));
        break;
      case "ExportDefaultDeclaration":
        edits.push(...defaultExportEdits(statement));
        break;
      case "TSExportAssignment":
        edits.push({ start: statement.start, end: statement.expression.start, text: "(" });
        edits.push({ start: statement.expression.end, end: statement.expression.end, text: ")" });
        break;
    }
  }
  for (const { start } of cell.dynamicImports) {
    edits.push({ start, end: start + "import".length, text: `${LOADER_GLOBAL}.import` });
  }
  for (const { start, end } of cell.importMetas) {
    edits.push({ start, end, text: `${LOADER_GLOBAL}.meta` });
  }
  edits.push(...holdEdits(cell));
  const hasUsing = cell.declarations.some(({ kind }) => kind === "using");
  const head = (hasUsing ? STRICT_WITH_USING : STRICT) + heads.join("");
  return { head, edits };
}

/**
 * Top-level awaits hold on to what they wait for: the inspector tells of a cell whose promise was
 * garbage collected from inside the collector, and there Node 22 and later abort.
 */
function holdEdits(cell: CellSyntax): Edit[] {
  const edits: Edit[] = [];
  if (!cell.usesTopLevelAwait) return edits;
  walk(cell.program, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "AwaitExpression") {
      const { argument } = node as SyntaxNode & { argument: Span };
      edits.push({ start: argument.start, end: argument.start, text: `${LOADER_GLOBAL}.hold(` });
      edits.push({ start: argument.end, end: argument.end, text: ")" });
    }
    return true;
  });
  return edits;
}

function constantEdits(declaration: Declared): Edit[] {
  const word = constantKeyword(declaration);
  if (word === undefined) return [];
  const { start } = declaration;
  return [{ start, end: start + word.length, text: "let".padEnd(word.length) }];
}

interface Declared {
  readonly type: string;
  readonly start: number;
  readonly kind?: unknown;
  readonly importKind?: unknown;
  readonly declare?: unknown;
}

function constantKeyword({ type, kind, importKind, declare }: Declared): string | undefined {
  if (declare === true) return undefined;
  if (type === "VariableDeclaration") return kind === "const" ? "const" : undefined;
  // `import x = require("x")`, and `import x = Some.namespace`
  return type === "TSImportEqualsDeclaration" && importKind !== "type" ? "import" : undefined;
}

function load(source: string, attributes?: string, names: readonly string[] = []): string {
  const options = attributes === undefined ? "undefined" : `{ with: ${attributes} }`;
  const args = names.length > 0 ? `, ${options}, [${names.join(", ")}]` : `, ${options}`;
  const isPlain = attributes === undefined && names.length === 0;
  return `await ${LOADER_GLOBAL}.import(${JSON.stringify(source)}${isPlain ? "" : args}); `;
}

function importHead(cell: CellSyntax, statement: ImportStatement): string {
  const source = statement.source.value;
  const attributes =
    statement.attributes.length === 0
      ? undefined
      : `{ ${statement.attributes
          .map(
            ({ key, value }) =>
              `${cell.code.slice(key.start, key.end)}: ${JSON.stringify(value.value)}`,
          )
          .join(", ")} }`;
  const members: string[] = [];
  const names: string[] = [];
  let namespace: string | undefined;
  for (const specifier of statement.specifiers) {
    const local = specifier.local.name;
    if (specifier.type === "ImportNamespaceSpecifier") namespace = local;
    else if (specifier.type === "ImportDefaultSpecifier") members.push(`default: ${local}`);
    else if (specifier.importKind !== "type") {
      const { imported } = specifier;
      const name = JSON.stringify(imported.type === "Identifier" ? imported.name : imported.value);
      members.push(`${name}: ${local}`);
      names.push(name);
    }
  }
  const call = load(source, attributes, names);
  const parts: string[] = [];
  if (namespace !== undefined) parts.push(`let ${namespace} = ${call}`);
  if (members.length > 0)
    parts.push(`let { ${members.join(", ")} } = ${namespace ?? call.slice(0, -2)}; `);
  if (parts.length > 0) return parts.join("");
  // `import {} from "x"` and `import "x"` run the module; only type specifiers do not
  return statement.specifiers.length === 0 ? call : "";
}

function defaultExportEdits(
  statement: Extract<Statement, { type: "ExportDefaultDeclaration" }>,
): Edit[] {
  const { start, declaration } = statement;
  const isNamed =
    (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") &&
    declaration.id !== null;
  if (isNamed || declaration.type === "TSInterfaceDeclaration") {
    return [{ start, end: declaration.start, text: "" }];
  }
  return [
    { start, end: declaration.start, text: "(" },
    { start: declaration.end, end: declaration.end, text: ")" },
  ];
}

function blank(code: string, start: number, end: number): Edit {
  return { start, end, text: code.slice(start, end).replace(/[^\n]/g, "") };
}
