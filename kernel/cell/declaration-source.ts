import { declarationsOf } from "./declarations.js";
import { parseCell } from "./parse-cell.js";

/** The text of the last top-level statement of a cell that declares a name. */
export function declarationSource(code: string, name: string): string | undefined {
  if (!code.includes(name)) return undefined;
  const { program } = parseCell(code);
  const statement = program.body.findLast((candidate) =>
    declarationsOf({ ...program, body: [candidate] }).some((declared) => declared.name === name),
  );
  return statement && code.slice(statement.start, statement.end);
}
