import type { CellSyntax } from "../cell/cell-syntax.js";
import { timedBlock } from "../cell/parse-timed-cell.js";
import { isFunction, type SyntaxNode, walk } from "../cell/walk-syntax.js";
import type { Edit } from "./apply-edits.js";
import { LOADER_GLOBAL } from "./loader-global.js";

/** How often a timed cell runs. */
export interface LoopOptions {
  /** in each run; undefined: as many as it takes to time them well */
  readonly loops?: number;
  readonly runs: number;
  /** whether nothing is to be printed */
  readonly isQuiet: boolean;
}

export interface LoopRequest extends LoopOptions {
  /** offset in the cell; what stands before sets each run up */
  readonly bodyStart: number;
}

/**
 * Edits that make functions of a timed cell: one that sets a run up and gives back the one that is
 * timed. The value of the last statement is returned, so that nothing that leads to it is left out by
 * the engine.
 *
 * @example
 * // of `{ const a = f(); ⏎ a + 1 }`
 * await __preplab.commands.timeLoops({ runs: 7, isQuiet: false }, async () => { const a = f(); return () => {
 * return a + 1 } })
 */
export function loopEdits(cell: CellSyntax, { bodyStart, ...options }: LoopRequest): Edit[] {
  const block = timedBlock(cell);
  const body = block.body.filter(({ start }) => start >= bodyStart);
  const word = body.some(awaits) ? "async " : "";
  const call = `await ${LOADER_GLOBAL}.commands.timeLoops(${JSON.stringify(options)}, async () => `;
  const last = body.at(-1);
  return [
    insertion(block.start, call),
    insertion(Math.max(bodyStart, block.start + 1), `return ${word}() => {`),
    ...(last?.type === "ExpressionStatement" ? [insertion(last.start, "return ")] : []),
    insertion(block.end, "})"),
  ];
}

function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** at the level of the cell, not in a function of its own */
function awaits(statement: SyntaxNode): boolean {
  let found = false;
  walk(statement, (node) => {
    const { type, kind } = node as SyntaxNode & { readonly kind?: unknown };
    found ||=
      type === "AwaitExpression" ||
      (type === "ForOfStatement" && (node as { await?: unknown }).await === true) ||
      (type === "VariableDeclaration" && kind === "await using");
    return !found && !isFunction(node);
  });
  return found;
}
