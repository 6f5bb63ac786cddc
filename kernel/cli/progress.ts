import { stripVTControlCharacters } from "node:util";
import type { CellFailure, CellOutcome, CellProgress, RunOptions } from "../client/run-notebook.js";

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const MARKS = { ok: "", "expected-error": "  (fails, as expected)", error: "  FAILED" };

/** One line per cell: `[2/7]   0.31 s  const x = 1`. On a terminal it shows before the cell ends. */
export function createProgress(
  terminal: Terminal,
): Required<Pick<RunOptions, "onCellStart" | "onCellEnd">> {
  const line = (cell: CellProgress, time: string, mark: string) => {
    const number = `[${cell.number}/${cell.total}]`;
    const width = (terminal.columns ?? 100) - number.length - mark.length - 15;
    return `  ${number} ${time.padStart(9)}  ${firstLine(cell.source, Math.max(width, 10))}${mark}`;
  };
  return {
    onCellStart(cell) {
      if (terminal.isTTY) terminal.write(line(cell, "...", ""));
    },
    onCellEnd(cell: CellOutcome) {
      const time = `${(cell.milliseconds / 1000).toFixed(2)} s`;
      const erase = terminal.isTTY ? "\r\u001b[K" : "";
      terminal.write(`${erase}${line(cell, time, MARKS[cell.status])}\n`);
    },
  };
}

/** Which cell failed, with the error as the kernel words it; colours only where they show. */
export function describeFailure(path: string, failure: CellFailure, hasColours: boolean): string {
  const { cell, error } = failure;
  const { ename, evalue, traceback } = error;
  const text = traceback.length > 0 ? traceback.join("\n") : `${ename}: ${evalue}`;
  return `preplab: ${path}: cell ${cell} failed\n${hasColours ? text : stripVTControlCharacters(text)}`;
}

function firstLine(source: string, width: number): string {
  const line = source.trim().split("\n", 1)[0] ?? "";
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}
