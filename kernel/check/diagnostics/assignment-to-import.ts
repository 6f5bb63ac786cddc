import type { DeclarationKind } from "../../cell/cell-syntax.js";
import type { Diagnostic } from "../checker.js";

const CANNOT_ASSIGN_TO_IMPORT = 2632;

const AS_DECLARED: Partial<Record<DeclarationKind, readonly [code: number, what: string]>> = {
  const: [2588, "a constant"],
  using: [2588, "a constant"],
  function: [2630, "a function"],
  class: [2629, "a class"],
  enum: [2628, "an enum"],
  namespace: [2631, "a namespace"],
};

/**
 * The name of an earlier cell reaches a document as an import. Says of an assignment to it what
 * TypeScript says where the name is declared.
 */
export function asDeclared(
  diagnostic: Diagnostic,
  name: string,
  kind: DeclarationKind | undefined,
): Diagnostic {
  const known = kind === undefined ? undefined : AS_DECLARED[kind];
  if (diagnostic.code !== CANNOT_ASSIGN_TO_IMPORT || known === undefined) return diagnostic;
  const [code, what] = known;
  return { ...diagnostic, code, message: `Cannot assign to '${name}' because it is ${what}.` };
}
