import type { Checker } from "../../check/checker.js";
import type { Variable } from "./magic.js";

/** Asks for the type of each name, as its hover shows it. */
export async function typesOf(
  checker: Pick<Checker, "hover">,
  names: Iterable<string>,
): Promise<Variable[]> {
  const variables: Variable[] = [];
  for (const name of [...names].sort()) {
    const hover = await checker.hover(name, 0);
    if (hover !== undefined) variables.push({ name, type: typeOf(hover.signature, name) });
  }
  return variables;
}

/** `number` of `const n: number`; what names a declaration itself, such as `class A`, stays whole */
function typeOf(signature: string, name: string): string {
  const prefix = new RegExp(`^(?:const|let|var) ${name.replaceAll("$", "\\$")}: `);
  return signature.replace(prefix, "");
}
