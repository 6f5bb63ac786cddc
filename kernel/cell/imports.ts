import type { Program } from "oxc-parser";
import type { ImportBinding } from "./cell-syntax.js";

/** Names that a cell's static imports bind. */
export function importsOf(program: Program, code: string): ImportBinding[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== "ImportDeclaration") return [];
    const { specifiers, source, importKind, attributes } = statement;
    const first = attributes[0];
    const last = attributes.at(-1);
    return specifiers.map((specifier): ImportBinding => {
      const isType =
        importKind === "type" ||
        (specifier.type === "ImportSpecifier" && specifier.importKind === "type");
      return {
        local: specifier.local.name,
        imported: importedName(specifier),
        source: source.value,
        isType,
        ...(first !== undefined && last !== undefined
          ? { attributes: `{ ${code.slice(first.start, last.end)} }` }
          : {}),
      };
    });
  });
}

type ImportStatement = Extract<Program["body"][number], { type: "ImportDeclaration" }>;

function importedName(specifier: ImportStatement["specifiers"][number]): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  const { imported } = specifier;
  return imported.type === "Literal" ? imported.value : imported.name;
}
