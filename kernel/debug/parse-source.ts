import type { CellSyntax } from "../cell/cell-syntax.js";
import { splitMagics } from "../cell/magics.js";
import { parseNotebookCell } from "../cell/parse-notebook-cell.js";

/** The syntax of a cell as its author wrote it; magics are blanks, and every line stays where it is. */
export function parseSource(text: string): CellSyntax {
  return parseNotebookCell(splitMagics(text).code);
}
