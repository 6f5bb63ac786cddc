import { blank } from "./blank.js";

/** Where in a cell the code is that `%timeit` times: UTF-16 offsets. */
export interface TimedText {
  readonly start: number;
  /** what stands before it runs ahead of each run, untimed */
  readonly bodyStart: number;
  readonly end: number;
  /** whether the lines below belong to it */
  readonly takesLines: boolean;
  readonly isEmpty: boolean;
}

export interface TimedMagic {
  /** the options, as written */
  readonly options: string;
  readonly timed: TimedText;
}

const OPTIONS = /^(?:[ \t]*-[a-z][ \t]*\d*(?=\s|$))*/;

/**
 * Reads the line `[lineStart, lineEnd)` of a `%timeit` from behind its name. With `%%` it sets up the
 * cell below; with `%` it is timed itself, or the cell below when it is empty.
 */
export function readTimed(
  text: string,
  lineStart: number,
  lineEnd: number,
  isCell: boolean,
): TimedMagic {
  const options = OPTIONS.exec(text.slice(lineStart, lineEnd))![0];
  const start = lineStart + options.length;
  const takesLines = isCell || text.slice(start, lineEnd).trim() === "";
  const hasBelow = takesLines && text.slice(lineEnd).trim() !== "";
  const end = hasBelow ? text.length : lineEnd;
  const isEmpty = text.slice(start, end).trim() === "";
  const bodyStart = hasBelow ? lineEnd : start;
  return { options: options.trim(), timed: { start, bodyStart, end, takesLines, isEmpty } };
}

/** The timed code with spaces in place of what stands before it. */
export function timedCode(text: string, { start, end }: TimedText): string {
  return blank(text.slice(0, start)) + text.slice(start, end);
}
