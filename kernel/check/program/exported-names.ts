import type { Program } from "oxc-parser";
import { declarationsOf } from "../../cell/declarations.js";

/** Local names that a program exports already under the same name. */
export function exportedNames(program: Program): Set<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    for (const { exported } of statement.specifiers) {
      names.add(exported.type === "Literal" ? exported.value : exported.name);
    }
    if (statement.declaration === null) continue;
    for (const { name } of declarationsOf({ ...program, body: [statement] })) names.add(name);
  }
  return names;
}
