import type { Program } from "oxc-parser";
import { type SyntaxNode, walk } from "./walk-syntax.js";

/** Where an identifier names a member, a label or another module's export, and not a variable. */
const NAMES_ONLY: Readonly<Record<string, readonly string[]>> = {
  MemberExpression: ["property"],
  Property: ["key"],
  MethodDefinition: ["key"],
  TSAbstractMethodDefinition: ["key"],
  PropertyDefinition: ["key"],
  TSAbstractPropertyDefinition: ["key"],
  AccessorProperty: ["key"],
  TSAbstractAccessorProperty: ["key"],
  TSPropertySignature: ["key"],
  TSMethodSignature: ["key"],
  TSQualifiedName: ["right"],
  TSEnumMember: ["id"],
  TSImportType: ["qualifier"],
  TSNamedTupleMember: ["label"],
  LabeledStatement: ["label"],
  BreakStatement: ["label"],
  ContinueStatement: ["label"],
  MetaProperty: ["meta", "property"],
  ImportSpecifier: ["imported"],
  ImportAttribute: ["key"],
  ExportSpecifier: ["exported"],
  ExportAllDeclaration: ["exported"],
};

/** Names that a program uses or declares, in value or type position; names of members left out. */
export function mentionsOf(program: Program): Set<string> {
  const names = new Set<string>();
  walk(program, (node, parent, key) => {
    if (parent !== undefined && isNameOnly(parent, key)) return false;
    // a re-export names only the other module's
    if (parent?.type === "ExportNamedDeclaration" && key === "specifiers" && "source" in parent) {
      if (parent.source !== null) return false;
    }
    const isName = node.type === "Identifier" || isComponent(node, parent, key);
    if (isName && "name" in node) names.add(node.name as string);
    return true;
  });
  return names;
}

/** The words of a text that cannot be parsed: more than its identifiers, never fewer. */
export function mentionsOfText(code: string): Set<string> {
  return new Set(code.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu));
}

/** `Panel` in `<Panel />` and in `<Panel.Title />`, unlike `div` and the names of attributes */
function isComponent(node: SyntaxNode, parent: SyntaxNode | undefined, key: string): boolean {
  if (node.type !== "JSXIdentifier" || !("name" in node)) return false;
  if (parent?.type === "JSXMemberExpression") return key === "object";
  return parent?.type === "JSXOpeningElement" && !/^[a-z]/.test(String(node.name));
}

function isNameOnly(parent: SyntaxNode, key: string): boolean {
  if (!NAMES_ONLY[parent.type]?.includes(key)) return false;
  if ("computed" in parent && parent.computed === true) return false;
  return !("shorthand" in parent && parent.shorthand === true);
}
