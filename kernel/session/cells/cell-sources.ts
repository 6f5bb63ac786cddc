import type { CellSyntax } from "../../cell/cell-syntax.js";
import { declarationsOf } from "../../cell/declarations.js";

type Statement = CellSyntax["program"]["body"][number];

/** Remembers how cells wrote the functions, classes and types they declare. */
export interface CellSources {
  remember(cell: CellSyntax): void;
  /** undefined for names of plain values */
  sourceOf(name: string): string | undefined;
  clear(): void;
}

const DOC_COMMENT = /\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*$/;

export function createCellSources(): CellSources {
  const sources = new Map<string, string>();
  return {
    remember: ({ code, program, declarations }) => {
      for (const { name } of declarations) sources.delete(name);
      for (const statement of program.body) {
        if (!isDefinition(statement)) continue;
        const comment = DOC_COMMENT.exec(code.slice(0, statement.start))?.[0] ?? "";
        const source = comment + code.slice(statement.start, statement.end);
        const declared = declarationsOf({ ...program, body: [statement] });
        for (const { name } of declared) sources.set(name, source);
      }
    },
    sourceOf: (name) => sources.get(name),
    clear: () => sources.clear(),
  };
}

function isDefinition(statement: Statement): boolean {
  switch (statement.type) {
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      return statement.declaration !== null && isDefinition(statement.declaration as Statement);
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSModuleDeclaration":
      return true;
    case "VariableDeclaration":
      return statement.declarations.every(({ init }) =>
        ["ArrowFunctionExpression", "FunctionExpression", "ClassExpression"].includes(
          init?.type ?? "",
        ),
      );
    default:
      return false;
  }
}
