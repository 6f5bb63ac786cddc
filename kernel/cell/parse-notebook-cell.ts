import type { CellSyntax } from "./cell-syntax.js";
import { parseCell } from "./parse-cell.js";

/** Like `parseCell`, but a cell that is just `{ a: 1 }` means the object, not a block. */
export function parseNotebookCell(code: string): CellSyntax {
  const cell = parseCell(code);
  const trimmed = code.trim();
  if (!trimmed.startsWith("{") || !trimmed.endsWith("}")) return cell;
  const [only, ...more] = cell.program.body;
  const isBlock =
    cell.problems.length === 0 && only?.type === "BlockStatement" && more.length === 0;
  if (cell.problems.length === 0 && !isBlock) return cell;
  const asObject = parseCell(`(${code})`);
  return asObject.problems.length === 0 ? asObject : cell;
}
