import type { BindingPattern, Program, VariableDeclaration } from "oxc-parser";
import type { Declaration, DeclarationKind } from "./cell-syntax.js";
import { isFunction, type SyntaxNode, walk } from "./walk-syntax.js";

type Statement = Program["body"][number];

/** Names that a cell leaves to later cells: its top-level declarations and every hoisted `var`. */
export function declarationsOf(program: Program): Declaration[] {
  const found = new Map<string, Declaration>();
  const add = (name: string, kind: DeclarationKind) => found.set(`${kind} ${name}`, { name, kind });
  for (const statement of program.body) {
    addStatement(statement, add);
    addHoistedVars(statement, add);
  }
  return [...found.values()];
}

type Add = (name: string, kind: DeclarationKind) => void;

function addStatement(statement: Statement, add: Add): void {
  switch (statement.type) {
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      // an exported default expression is no statement, and falls through the cases below
      if (statement.declaration !== null) addStatement(statement.declaration as Statement, add);
      return;
    case "VariableDeclaration":
      for (const name of declaredNames(statement)) add(name, variableKind(statement));
      return;
    case "FunctionDeclaration":
    case "TSDeclareFunction":
      if (statement.id !== null) add(statement.id.name, "function");
      return;
    case "ClassDeclaration":
      if (statement.id !== null) add(statement.id.name, "class");
      return;
    case "TSEnumDeclaration":
      add(statement.id.name, "enum");
      return;
    case "TSInterfaceDeclaration":
      add(statement.id.name, "interface");
      return;
    case "TSTypeAliasDeclaration":
      add(statement.id.name, "type");
      return;
    case "TSModuleDeclaration": {
      let id: SyntaxNode = statement.id;
      while (id.type === "TSQualifiedName") id = (id as unknown as { left: SyntaxNode }).left;
      // `declare module "x"` and `declare global` name nothing in the cell
      if (id.type === "Identifier" && !statement.global)
        add((id as unknown as { name: string }).name, "namespace");
      return;
    }
    case "TSImportEqualsDeclaration":
      add(statement.id.name, statement.importKind === "type" ? "type" : "const");
      return;
  }
}

function addHoistedVars(statement: Statement, add: Add): void {
  walk(statement, (node) => {
    if (isFunction(node) || node.type === "ClassBody" || node.type === "TSModuleBlock")
      return false;
    if (node.type === "VariableDeclaration") {
      const declaration = node as unknown as VariableDeclaration;
      if (declaration.kind === "var") {
        for (const name of declaredNames(declaration)) add(name, "var");
      }
    }
    return true;
  });
}

function variableKind({ kind }: VariableDeclaration): DeclarationKind {
  return kind === "await using" ? "using" : kind;
}

/** Names that a variable declaration binds, those of its patterns included. */
export function declaredNames({ declarations }: VariableDeclaration): string[] {
  return declarations.flatMap(({ id }) => patternNames(id));
}

function patternNames(pattern: BindingPattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "AssignmentPattern":
      return patternNames(pattern.left);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => {
        if (element === null) return [];
        return patternNames(element.type === "RestElement" ? element.argument : element);
      });
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        patternNames(property.type === "RestElement" ? property.argument : property.value),
      );
  }
}
