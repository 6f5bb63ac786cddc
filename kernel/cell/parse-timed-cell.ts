import type { Program } from "oxc-parser";
import { blank } from "./blank.js";
import type { CellSyntax, SyntaxProblem } from "./cell-syntax.js";
import { parseCell } from "./parse-cell.js";
import { type TimedText, timedCode } from "./timed-text.js";

export type TimedBlock = Extract<Program["body"][number], { type: "BlockStatement" }>;

/**
 * Reads what `%timeit` times as a block, which leaves nothing to later cells. Every offset is that of
 * the cell.
 */
export function parseTimedCell(text: string, timed: TimedText): CellSyntax {
  const code = timedCode(text, timed);
  // takes the place of a character of the magic
  const cell = parseCell(`${code.slice(0, timed.start - 1)}{${code.slice(timed.start)}\n}`);
  return { ...cell, problems: problemsOf(cell, code, timed.bodyStart) };
}

/** the block that the code of a timed cell is */
export function timedBlock({ program }: CellSyntax): TimedBlock {
  const [block] = program.body;
  if (block?.type !== "BlockStatement") {
    throw new TypeError(`timedBlock: expected a block. Received: ${block?.type ?? "nothing"}`);
  }
  return block;
}

function problemsOf(cell: CellSyntax, code: string, bodyStart: number): readonly SyntaxProblem[] {
  const setup = code.slice(0, bodyStart);
  // each is to be whole by itself, and not only with the braces
  const parts = [setup, blank(setup) + code.slice(bodyStart)];
  const problems = parts.flatMap((part) => parseCell(part).problems);
  if (problems.length > 0 || cell.problems.length > 0) {
    return problems.length > 0 ? problems : cell.problems;
  }
  const across = timedBlock(cell).body.find(
    ({ start, end }) => start < bodyStart && end > bodyStart,
  );
  if (across === undefined) return [];
  const message = "The line of %%timeit goes on in the code below. Expected: ; at its end";
  return [{ message, start: across.start, end: setup.trimEnd().length }];
}
