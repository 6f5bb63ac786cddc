import { parseNotebookCell } from "../cell/parse-notebook-cell.js";
import type { Project } from "../project/project.js";
import { transformCell } from "./transform-cell.js";

/** JavaScript with the value of a piece of TypeScript, for the debugger to evaluate. */
export function compileExpression(code: string, readProject: () => Project): string {
  const cell = parseNotebookCell(code);
  const [problem] = cell.problems;
  if (problem !== undefined) throw new SyntaxError(problem.message);
  return transformCell(cell, new Map(), readProject).code;
}
